package io.realign.adapter.instance;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** State of this process, and the problems that it has to wait for. Thread-safe. */
@Singleton
public class Instance {
    private static final Logger LOG = Logger.getLogger(Instance.class);

    private final Map<String, String> problems = new TreeMap<>();
    private InstanceState state = InstanceState.WAITING;

    @Inject
    public Instance(MeterRegistry meters) {
        Gauge.builder("realign.component.leader", () -> isLeader() ? 1 : 0)
                .description("1 if this process is the leader, 0 if it waits or is a standby")
                .register(meters);
        ServiceComponent.bindTo(meters);
    }

    private Instance() {}

    /** An instance that is the leader from the start, for a process without standbys. */
    public static Instance standalone() {
        Instance instance = new Instance();
        instance.enter(InstanceState.LEADER);
        return instance;
    }

    public synchronized InstanceState state() {
        return state;
    }

    public synchronized boolean isLeader() {
        return state == InstanceState.LEADER;
    }

    /** Changes the state, and logs the change. */
    public synchronized void enter(InstanceState next) {
        if (next != state) {
            LOG.infof("this process is now %s; it was %s", next, state);
            state = next;
            notifyAll();
        }
    }

    /** Blocks until this process is the leader. */
    public synchronized void awaitLeadership() throws InterruptedException {
        while (state != InstanceState.LEADER) {
            wait();
        }
    }

    /** Blocks until this process is the leader, for a limited time. */
    public synchronized void awaitLeadership(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long remaining = timeout.toMillis();
        while (state != InstanceState.LEADER && remaining > 0) {
            wait(remaining);
            remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
    }

    /** @throws NotLeaderException if this process is not the leader */
    public void requireLeadership() {
        if (!isLeader()) {
            throw new NotLeaderException("expected the leader to write to Kafka, but this process is " + state());
        }
    }

    /** Adds or replaces the problem of a component; it remains until {@link #clearProblem}. */
    public synchronized void reportProblem(String component, String description) {
        problems.put(component, description);
    }

    public synchronized void clearProblem(String component) {
        problems.remove(component);
    }

    public synchronized Optional<String> problem(String component) {
        return Optional.ofNullable(problems.get(component));
    }

    /** Problems by component. */
    public synchronized Map<String, String> problems() {
        return Map.copyOf(problems);
    }
}
