package io.realign.cli.feed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The feeders. */
@Command(
        name = "feed",
        description = "Streams labelled source and unlabelled target events, and scores the answers.",
        mixinStandardHelpOptions = true,
        subcommands = {SimulateCommand.class, GasCommand.class, CsvCommand.class})
public final class FeedCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a feeder: simulate, gas or csv");
    }
}
