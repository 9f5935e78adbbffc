package io.realign.jobs.scoring;

import io.realign.client.internal.ActivationResult;
import io.realign.client.internal.LoadFailure;
import io.realign.jobs.runtime.JobMetrics;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counters of a subtask, with the names of the client's metrics. */
final class ScoringMetrics {
    private final Counter predictions;
    private final Counter swaps;
    private final Counter failedLoads;

    ScoringMetrics(MetricGroup metrics) {
        predictions = metrics.counter(JobMetrics.PREDICTIONS);
        swaps = metrics.counter(JobMetrics.SWAPS);
        failedLoads = metrics.counter(JobMetrics.FAILED_LOADS);
    }

    void scored() {
        predictions.inc();
    }

    void loadFailed() {
        failedLoads.inc();
    }

    void count(ActivationResult result) {
        if (result.swapped()) {
            swaps.inc();
        } else if (result instanceof LoadFailure) {
            failedLoads.inc();
        }
    }
}
