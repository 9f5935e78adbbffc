package io.realign.it;

import static java.util.stream.Collectors.joining;

import io.realign.cli.launch.ChildProcess;
import io.realign.cli.launch.ProcessGroup;
import io.realign.cli.launch.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Restarts programs that have ended, like a process supervisor. Each start has its own log file. */
final class Supervisor {
    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);

    private final ProcessGroup processes;
    private final Map<String, Supervised> programs = new LinkedHashMap<>();
    private final List<String> exits = new ArrayList<>();

    private static final class Supervised {
        private final Program program;
        private ChildProcess process;
        private int starts = 1;

        /** Null while the program runs. */
        private Instant restartAt;

        Supervised(Program program, ChildProcess process) {
            this.program = program;
            this.process = process;
        }
    }

    /** Supervises programs of a group that are running. */
    Supervisor(ProcessGroup processes, List<Program> programs) {
        this.processes = processes;
        for (Program program : programs) {
            ChildProcess running = processes.all().stream()
                    .filter(child -> child.name().equals(program.name()))
                    .findFirst()
                    .orElseThrow();
            this.programs.put(program.name(), new Supervised(program, running));
        }
    }

    /** Kills a program with {@code SIGKILL}. It is restarted after the downtime. */
    void kill(String name, Duration downtime) {
        Supervised supervised = programs.get(name);
        supervised.process.kill();
        supervised.restartAt = Instant.now().plus(downtime);
    }

    void pause(String name) {
        signal(name, "STOP");
    }

    void resume(String name) {
        signal(name, "CONT");
    }

    /** Starts the programs whose downtime or restart delay has passed. */
    void restartEnded() {
        Instant now = Instant.now();
        for (Supervised supervised : programs.values()) {
            if (supervised.restartAt == null && !supervised.process.isAlive()) {
                exits.add("%s with exit code %d: %s"
                        .formatted(
                                supervised.process.name(),
                                supervised.process.exitCode(),
                                supervised.process.lastLines().stream().collect(joining("\n    ", "\n    ", ""))));
                supervised.restartAt = now.plus(RESTART_DELAY);
            }
            if (supervised.restartAt != null && !now.isBefore(supervised.restartAt)) {
                restart(supervised);
            }
        }
    }

    boolean allRunning() {
        return programs.values().stream().allMatch(supervised -> supervised.process.isAlive());
    }

    /** Programs that have ended by themselves, with their last lines. */
    List<String> exits() {
        return List.copyOf(exits);
    }

    /** The last lines of the running programs. */
    String lastLines() {
        return programs.values().stream()
                .map(supervised ->
                        "== " + supervised.process.name() + "\n" + String.join("\n", supervised.process.lastLines()))
                .collect(joining("\n"));
    }

    private void restart(Supervised supervised) {
        supervised.starts++;
        Program program = supervised.program;
        supervised.process = processes.start(
                new Program(
                        program.name() + "-" + supervised.starts,
                        program.jvmFlags(),
                        program.command(),
                        program.environment()),
                line -> {});
        supervised.restartAt = null;
    }

    private void signal(String name, String signal) {
        String pid = Long.toString(programs.get(name).process.pid());
        try {
            int exitCode = new ProcessBuilder("kill", "-" + signal, pid)
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new AssertionError("expected %s to be running, but 'kill -%s %s' failed with exit code %d"
                        .formatted(name, signal, pid, exitCode));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
