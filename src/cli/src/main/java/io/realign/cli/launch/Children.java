package io.realign.cli.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** All children; they end together. */
public final class Children implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path leash;
    private final Path logs;
    private final List<Child> all = new ArrayList<>();
    private boolean closed;

    /**
     * No child yet.
     *
     * @param work an existing directory for the agent
     * @param logs an existing directory
     */
    public Children(Path work, Path logs) {
        this.leash = LeashJar.write(work);
        this.logs = logs;
    }

    public synchronized Child start(Program program, Consumer<String> listener) {
        if (closed) {
            throw new IllegalStateException("the demo is ending, " + program.name() + " is not started any more");
        }
        Child child = Child.start(program, leash, logs, listener);
        all.add(child);
        return child;
    }

    public synchronized List<Child> all() {
        return List.copyOf(all);
    }

    /** The first child that has ended although nobody asked it to. */
    public synchronized Optional<Child> ended() {
        return closed
                ? Optional.empty()
                : all.stream().filter(child -> !child.alive()).findFirst();
    }

    /** Ends all, the last one started first, and returns when they are gone. */
    public synchronized void end() {
        closed = true;
        // The others may want to say goodbye to the broker, which was the first to start.
        List<Child> rest = all.subList(Math.min(1, all.size()), all.size());
        rest.forEach(Child::askToEnd);
        rest.forEach(child -> child.end(PATIENCE));
        all.forEach(Child::askToEnd);
        all.forEach(child -> child.end(PATIENCE));
    }

    @Override
    public void close() {
        end();
    }
}
