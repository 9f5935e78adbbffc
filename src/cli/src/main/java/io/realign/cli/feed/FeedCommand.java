package io.realign.cli.feed;

import picocli.CommandLine.Command;

/** Parent of the commands that send events. */
@Command(
        name = "feed",
        description = {
            "Sends labelled source events and unlabelled target events,",
            "and measures the accuracy of the predictions."
        },
        subcommands = {SimulateCommand.class, GasCommand.class, CsvCommand.class})
public final class FeedCommand {}
