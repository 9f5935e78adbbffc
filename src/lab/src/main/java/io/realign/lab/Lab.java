package io.realign.lab;

import io.realign.cli.Realign;
import io.realign.lab.detection.AlertsCommand;
import io.realign.lab.detection.ArlCommand;
import io.realign.lab.detection.DelaysCommand;
import io.realign.lab.detection.ElectricityAlertsCommand;
import io.realign.lab.detection.FleetCommand;
import io.realign.lab.detection.GasAlertsCommand;
import io.realign.lab.detection.PoisonCommand;
import io.realign.lab.detection.StreamAlertsCommand;
import io.realign.lab.speed.JmhCommand;
import io.realign.lab.speed.SpeedCommand;
import io.realign.lab.stream.StreamsCommand;
import io.realign.lab.suite.SuiteCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code lab} command: measures detectors and learners on data with known labels and change points. */
@Command(
        name = "lab",
        description = "Measures detectors and learners on data with known labels and change points.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ArlCommand.class,
            DelaysCommand.class,
            AlertsCommand.class,
            FleetCommand.class,
            ElectricityAlertsCommand.class,
            GasAlertsCommand.class,
            StreamAlertsCommand.class,
            PoisonCommand.class,
            SpeedCommand.class,
            JmhCommand.class,
            StreamsCommand.class,
            SuiteCommand.class
        })
public final class Lab {
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, ready to execute. */
    public static CommandLine commandLine() {
        return Realign.configure(new CommandLine(new Lab()));
    }
}
