package io.realign.adapter.api;

import static java.util.stream.Collectors.toSet;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Liveness check of the worker threads. A thread that an error has ended is not restarted, so the process must be restarted. */
@Liveness
@ApplicationScoped
public class WorkerThreadsLiveness implements HealthCheck {
    private static final List<String> REQUIRED_THREADS = List.of(
            "alert-consumer", "adaptation-worker", "rollout-controller", "history-ingestor", "metrics-collector");

    private final List<String> required;

    WorkerThreadsLiveness() {
        this(REQUIRED_THREADS);
    }

    WorkerThreadsLiveness(List<String> required) {
        this.required = required;
    }

    @Override
    public HealthCheckResponse call() {
        Set<String> running = runningThreads();
        List<String> ended =
                required.stream().filter(name -> !running.contains(name)).toList();
        var response = HealthCheckResponse.named("threads").status(ended.isEmpty());
        return ended.isEmpty()
                ? response.build()
                : response.withData("ended", String.join(", ", ended)).build();
    }

    /** Does not read stack traces, which would require a safepoint. */
    private static Set<String> runningThreads() {
        var threads = ManagementFactory.getThreadMXBean();
        return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName)
                .collect(toSet());
    }
}
