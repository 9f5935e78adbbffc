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

/** An optional program on the path. */
record ExternalTool(String name) {
    record Result(int exitCode, String output) {}

    boolean installed() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    }

    /** Skips the test if the program is missing; fails it if the environment variable CI is set. */
    ExternalTool assumeInstalled(String consequence) {
        if (!installed() && System.getenv("CI") != null) {
            throw new AssertionError("expected " + name + " on the path; .ci/run installs it");
        }
        assumeTrue(installed(), name + " is not installed: " + consequence);
        return this;
    }

    Result run(Path directory, String... arguments) {
        var command = Stream.concat(Stream.of(name), Stream.of(arguments)).toList();
        try {
            var process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    Result run(Path directory, List<String> arguments) {
        return run(directory, arguments.toArray(String[]::new));
    }
}
