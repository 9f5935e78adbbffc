package io.realign.lab;

import io.realign.cli.Realign;
import io.realign.lab.detection.ArlCommand;
import io.realign.lab.detection.DelaysCommand;
import io.realign.lab.detection.GasAlertsCommand;
import io.realign.lab.detection.PoisonCommand;
import io.realign.lab.speed.JmhCommand;
import io.realign.lab.speed.SpeedCommand;
import io.realign.lab.stream.StreamsCommand;
import io.realign.lab.suite.SuiteCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code lab} command: measures the detector and the learner on data whose truth is known. */
@Command(
        name = "lab",
        description = "Measures the detector and the learner on data whose truth is known.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ArlCommand.class,
            DelaysCommand.class,
            GasAlertsCommand.class,
            PoisonCommand.class,
            SpeedCommand.class,
            JmhCommand.class,
            StreamsCommand.class,
            SuiteCommand.class
        })
public final class Lab implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, ready to execute. */
    public static CommandLine commandLine() {
        return Realign.configure(new CommandLine(new Lab()));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
