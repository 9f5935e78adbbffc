package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that was run to its end. */
record CommandResult(List<String> command, int exitCode, String output) {
    static CommandResult run(List<String> line, Path directory, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new CommandResult(line, process.waitFor(), said);
        } catch (IOException e) {
            throw new AssertionError("expected to run " + line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while this ran: " + line, e);
        }
    }

    /** What it said, if it ended well. */
    String requireSuccess() {
        if (exitCode != 0) {
            throw new AssertionError("expected 0, got %d from %s, which said%n%s".formatted(exitCode, command, output));
        }
        return output;
    }
}
