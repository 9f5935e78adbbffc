package io.realign.cli.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A child JVM. Its output goes to a log file and to a listener. */
public final class ChildProcess {
    private static final int MAX_LAST_LINES = 20;

    private final Program program;
    private final Process process;
    private final Path log;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread reader;

    private ChildProcess(Program program, Process process, Path log, Consumer<String> listener) {
        this.program = program;
        this.process = process;
        this.log = log;
        this.reader = new Thread(() -> read(listener), program.name() + "-log");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a JVM with the {@code java} executable of this process.
     *
     * @param listener receives each line of output, on a separate thread
     */
    static ChildProcess start(Program program, Path watchdog, Path logs, Consumer<String> listener) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("-javaagent:" + watchdog);
        command.addAll(program.jvmFlags());
        command.addAll(program.command());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // The Kafka security settings of this process do not apply to the broker of the child.
        builder.environment().keySet().removeIf(name -> name.startsWith("REALIGN_KAFKA_"));
        builder.environment().putAll(program.environment());
        try {
            return new ChildProcess(program, builder.start(), logs.resolve(program.name() + ".log"), listener);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + program.name(), e);
        }
    }

    public String name() {
        return program.name();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Valid once the process has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    Path log() {
        return log;
    }

    /** The last {@value #MAX_LAST_LINES} lines of output; complete once the process has ended. */
    public List<String> lastLines() {
        if (!process.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        synchronized (lastLines) {
            return List.copyOf(lastLines);
        }
    }

    /** Kills the process without a clean shutdown and waits until it has ended. */
    public void kill() {
        process.destroyForcibly();
        awaitExitOrKill(Duration.ZERO);
    }

    void requestStop() {
        process.destroy();
    }

    /** Waits until the process has ended, and kills it after the timeout. */
    void awaitExitOrKill(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void read(Consumer<String> listener) {
        try (BufferedReader lines = process.inputReader(UTF_8);
                Writer file = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.write(line + System.lineSeparator());
                file.flush();
                remember(line);
                listener.accept(line);
            }
        } catch (IOException e) {
            remember("cannot copy the output to " + log + ": " + e);
        }
    }

    private void remember(String line) {
        synchronized (lastLines) {
            if (lastLines.size() == MAX_LAST_LINES) {
                lastLines.removeFirst();
            }
            lastLines.addLast(line);
        }
    }
}
