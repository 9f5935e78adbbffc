package io.realign.cli.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Child processes with a common lifetime. */
public final class ProcessGroup implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final Path watchdog;
    private final Path logs;
    private final List<ChildProcess> children = new ArrayList<>();
    private boolean closed;

    /**
     * Creates an empty group.
     *
     * @param workingDirectory existing directory for the watchdog agent
     * @param logs existing directory for log files
     */
    public ProcessGroup(Path workingDirectory, Path logs) {
        this.watchdog = ParentWatchdog.writeJar(workingDirectory);
        this.logs = logs;
    }

    public synchronized ChildProcess start(Program program, Consumer<String> listener) {
        if (closed) {
            throw new IllegalStateException("cannot start " + program.name() + ": the process group is stopping");
        }
        ChildProcess child = ChildProcess.start(program, watchdog, logs, listener);
        children.add(child);
        return child;
    }

    public synchronized List<ChildProcess> all() {
        return List.copyOf(children);
    }

    /** The first child that has ended before {@link #stop}. */
    public synchronized Optional<ChildProcess> firstExited() {
        return closed
                ? Optional.empty()
                : children.stream().filter(child -> !child.isAlive()).findFirst();
    }

    /** Stops all children and waits until they have ended. */
    public synchronized void stop() {
        closed = true;
        // The broker starts first and stops last, so that the other programs can leave their consumer groups.
        List<ChildProcess> withoutBroker = children.subList(Math.min(1, children.size()), children.size());
        withoutBroker.forEach(ChildProcess::requestStop);
        withoutBroker.forEach(child -> child.awaitExitOrKill(STOP_TIMEOUT));
        children.forEach(ChildProcess::requestStop);
        children.forEach(child -> child.awaitExitOrKill(STOP_TIMEOUT));
    }

    @Override
    public void close() {
        stop();
    }
}
