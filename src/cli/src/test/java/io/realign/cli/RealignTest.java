package io.realign.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RealignTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void help_listsTheCommands() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString())
                .contains("demo", "broker", "feed", "detect", "adapt", "evaluate", "diagnose", "replay");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "adapt --version", "feed csv -V"})
    void version_isPrinted(String arguments) {
        assertThat(run(arguments.split(" ", -1))).isZero();

        assertThat(out.toString().strip()).matches("realign \\d+\\.\\d+.*");
    }

    @Test
    void noCommand_listsTheCommands() {
        assertThat(run()).isEqualTo(2);

        assertThat(err.toString()).contains("Missing required subcommand", "demo", "replay");
    }

    @Test
    void help_listsTheFeeds() {
        assertThat(run("feed", "--help")).isZero();

        assertThat(out.toString()).contains("simulate", "gas", "csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                             | Missing required subcommand",
                "feed                           | Missing required subcommand",
                "broker --data x --port 70000   | --port: expected 0 to 65535, got 70000; 0 selects a free port",
                "broker --data x --port many    | 'many' is not an int",
                "broker                         | Missing required option: '--data=<data>'",
                "feed simulate --rate 0         | --rate: expected a number of events per second above 0, got 0.0",
                "feed simulate --length 0       | expected 1 or more, got 2000, 400, 4000, 0",
                "feed gas                       | Missing required option: '--data=<data>'",
                "replay oven@2                  | Missing required option: '--trusted-keys=<trustedKeys>'",
                "replay oven@2 --trusted-keys x | trusted-keys: expected a readable PEM file",
                "replay --trusted-keys x        | Missing required parameter: 'RELEASE'",
                "replay a --trusted-keys x --from memory | expected one of [LOG, SNAPSHOT]",
                "dance                          | Unmatched argument at index 0: 'dance'",
            })
    void usageErrors_exitWithCode2_andAMessage(String arguments, String message) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)))
                .isEqualTo(2);

        assertThat(err.toString()).contains(message);
    }

    @Test
    void feedCsv_rejectsTablesWithDifferentColumns() throws IOException {
        Path source = Files.writeString(directory.resolve("source.csv"), "label,a\nok,1\n");
        Path target = Files.writeString(directory.resolve("target.csv"), "b\n1\n");

        assertThat(run("feed", "csv", "--source", source.toString(), "--target", target.toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("--target: expected the features of --source, [a], got [b]");
    }

    @Test
    void malformedInput_exitsWithCode1_andOneLineWithoutAStackTrace() throws IOException {
        Path source = Files.writeString(directory.resolve("source.csv"), "label,a\nok,one\n");

        assertThat(run("feed", "csv", "--source", source.toString(), "--target", source.toString()))
                .isOne();

        assertThat(err.toString().lines()).containsExactly(source + ", line 2: expected a number, got 'one'");
    }

    private int run(String... arguments) {
        CommandLine command = Realign.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
