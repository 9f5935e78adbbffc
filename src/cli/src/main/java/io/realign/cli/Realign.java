package io.realign.cli;

import io.realign.cli.broker.BrokerCommand;
import io.realign.cli.demo.DemoCommand;
import io.realign.cli.detect.DetectCommand;
import io.realign.cli.feed.FeedCommand;
import io.realign.cli.model.AdaptCommand;
import io.realign.cli.model.DiagnoseCommand;
import io.realign.cli.model.EvaluateCommand;
import io.realign.cli.replay.ReplayCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** The {@code realign} command. */
@Command(
        name = "realign",
        description = "Detects drift in event streams, adapts classifiers to it, and replays adaptations.",
        scope = ScopeType.INHERIT,
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
public final class Realign {
    private static final String VERSION_FILE = "version.txt";

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, ready to execute. */
    public static CommandLine commandLine() {
        return configure(new CommandLine(new Realign()));
    }

    /**
     * Configures a command line and its subcommands. Enum values are case-insensitive, and {@code --version} prints the version. A
     * failure prints the messages of the exception and its causes instead of a stack trace.
     */
    public static CommandLine configure(CommandLine commandLine) {
        setVersionProvider(commandLine, Realign::version);
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    printMessages(command.getErr(), failure);
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    private static void setVersionProvider(CommandLine command, IVersionProvider provider) {
        command.getCommandSpec().versionProvider(provider);
        command.getSubcommands().values().forEach(subcommand -> setVersionProvider(subcommand, provider));
    }

    private static String[] version() {
        try (InputStream file = Realign.class.getResourceAsStream(VERSION_FILE)) {
            return new String[] {"realign " + new String(file.readAllBytes(), StandardCharsets.UTF_8).strip()};
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + VERSION_FILE, e);
        }
    }

    private static void printMessages(PrintWriter err, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            err.println((cause == failure ? "" : "  because ")
                    + (cause.getMessage() == null ? cause.toString() : cause.getMessage()));
        }
        err.flush();
    }
}
