package io.realign.k8s;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program that this machine may have. */
record ExternalTool(String name) {
    /** What it said, and how it ended. */
    record Result(int exitCode, String output) {}

    boolean installed() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /** Skips the test where the program is missing; never where CI is set, for there it must be. */
    ExternalTool assumeInstalled(String whatIsNotChecked) {
        if (!installed() && System.getenv("CI") != null) {
            throw new AssertionError("expected " + name + " on the path, as .ci/run installs it");
        }
        assumeTrue(installed(), "no " + name + " here: " + whatIsNotChecked);
        return this;
    }

    Result run(Path folder, String... arguments) {
        var command = Stream.concat(Stream.of(name), Stream.of(arguments)).toList();
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command + " ran", e);
        }
    }

    Result run(Path folder, List<String> arguments) {
        return run(folder, arguments.toArray(String[]::new));
    }
}
