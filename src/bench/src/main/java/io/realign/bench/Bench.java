package io.realign.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The yardsticks' command. */
@Command(
        name = "bench",
        description = "Measures the detector beside published ones.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ArlCommand.class,
            DelaysCommand.class,
            EpisodesCommand.class,
            PoisonCommand.class,
            SpeedCommand.class,
            JmhCommand.class
        })
public final class Bench implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench());
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
