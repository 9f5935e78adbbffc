package io.realign.cli.feed;

import picocli.CommandLine.Command;

/** Parent of the feeds. */
@Command(
        name = "feed",
        description = "Streams labelled source events and unlabelled target events, and scores the predictions.",
        subcommands = {SimulateCommand.class, GasCommand.class, CsvCommand.class})
public final class FeedCommand {}
