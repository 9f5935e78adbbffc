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

/** A JVM of the demo. What it says goes to its log and to a listener. */
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
     * Starts a JVM like this one.
     *
     * @param leash the agent that ends the child with the launcher
     * @param logs directory of its log
     * @param listener takes each line that it says, on a thread of its own
     */
    static ChildProcess start(Program program, Path leash, Path logs, Consumer<String> listener) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("-javaagent:" + leash);
        command.addAll(program.jvmFlags());
        command.addAll(program.command());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
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

    /** Only once it is not alive. */
    public int exitCode() {
        return process.exitValue();
    }

    Path log() {
        return log;
    }

    /** The last lines that it said; all of them once it has ended. */
    public List<String> lastLines() {
        if (!process.isAlive()) {
            join();
        }
        synchronized (lastLines) {
            return List.copyOf(lastLines);
        }
    }

    /** Ends it as a power cut would, and returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        stop(Duration.ZERO);
    }

    void requestStop() {
        process.destroy();
    }

    /** Waits for the end, and forces it when patience is out. */
    void stop(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void join() {
        try {
            reader.join();
        } catch (InterruptedException e) {
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
            remember("what it said could not be read or kept in " + log + ": " + e);
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
