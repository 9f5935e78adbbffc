package io.realign.cli;

import io.realign.cli.broker.BrokerCommand;
import io.realign.cli.demo.DemoCommand;
import io.realign.cli.detect.DetectCommand;
import io.realign.cli.feed.FeedCommand;
import io.realign.cli.model.AdaptCommand;
import io.realign.cli.model.DiagnoseCommand;
import io.realign.cli.model.EvaluateCommand;
import io.realign.cli.replay.ReplayCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code realign} command. */
@Command(
        name = "realign",
        description = "Keeps a classifier aligned with a stream that drifts.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            BrokerCommand.class,
            FeedCommand.class,
            DetectCommand.class,
            AdaptCommand.class,
            EvaluateCommand.class,
            DiagnoseCommand.class,
            ReplayCommand.class
        })
public final class Realign implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, ready to execute. */
    public static CommandLine commandLine() {
        return configure(new CommandLine(new Realign()));
    }

    /** Reports a failed execution by the messages of its causes, without a stack trace. */
    public static CommandLine configure(CommandLine commandLine) {
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    report(command.getErr(), failure);
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a command: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** The messages of the failure and its causes: they say what to do, a stack trace does not. */
    private static void report(PrintWriter err, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            err.println((cause == failure ? "" : "  because ")
                    + (cause.getMessage() == null ? cause.toString() : cause.getMessage()));
        }
        err.flush();
    }
}
