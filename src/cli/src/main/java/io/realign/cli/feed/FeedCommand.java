package io.realign.cli.feed;

import picocli.CommandLine.Command;

/** Groups the feeders. */
@Command(
        name = "feed",
        description = "Streams labelled source events and unlabelled target events, and scores the predictions.",
        mixinStandardHelpOptions = true,
        subcommands = {SimulateCommand.class, GasCommand.class, CsvCommand.class})
public final class FeedCommand {}
