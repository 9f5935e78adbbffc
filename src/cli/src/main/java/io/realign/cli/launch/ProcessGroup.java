package io.realign.cli.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** All children; they end together. */
public final class ProcessGroup implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final Path watchdog;
    private final Path logs;
    private final List<ChildProcess> all = new ArrayList<>();
    private boolean closed;

    /**
     * No child yet.
     *
     * @param work an existing directory for the agent
     * @param logs an existing directory
     */
    public ProcessGroup(Path work, Path logs) {
        this.watchdog = ParentWatchdogJar.write(work);
        this.logs = logs;
    }

    public synchronized ChildProcess start(Program program, Consumer<String> listener) {
        if (closed) {
            throw new IllegalStateException("the demo is ending, " + program.name() + " is not started any more");
        }
        ChildProcess child = ChildProcess.start(program, watchdog, logs, listener);
        all.add(child);
        return child;
    }

    public synchronized List<ChildProcess> all() {
        return List.copyOf(all);
    }

    /** The first child that has ended although nobody asked it to. */
    public synchronized Optional<ChildProcess> firstExited() {
        return closed
                ? Optional.empty()
                : all.stream().filter(child -> !child.isAlive()).findFirst();
    }

    /** Ends all, the last one started first, and returns when they are gone. */
    public synchronized void stop() {
        closed = true;
        // The others may want to say goodbye to the broker, which was the first to start.
        List<ChildProcess> rest = all.subList(Math.min(1, all.size()), all.size());
        rest.forEach(ChildProcess::requestStop);
        rest.forEach(child -> child.stop(STOP_TIMEOUT));
        all.forEach(ChildProcess::requestStop);
        all.forEach(child -> child.stop(STOP_TIMEOUT));
    }

    @Override
    public void close() {
        stop();
    }
}
