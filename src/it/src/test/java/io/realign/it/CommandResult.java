package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Exit code and output of a program that has ended. */
record CommandResult(List<String> command, int exitCode, String output) {
    static CommandResult run(List<String> command, Path directory, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new CommandResult(command, process.waitFor(), output);
        } catch (IOException e) {
            throw new AssertionError("failed to start " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while running " + command, e);
        }
    }

    /** Requires exit code 0 and returns the output. */
    String requireSuccess() {
        if (exitCode != 0) {
            throw new AssertionError(
                    "expected exit code 0, got %d from %s; output:%n%s".formatted(exitCode, command, output));
        }
        return output;
    }
}
