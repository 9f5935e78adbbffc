package io.realign.jobs.scoring;

import io.realign.client.Failed;
import io.realign.client.Outcome;
import io.realign.jobs.JobMetrics;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts what a subtask has done, as a follower of the client does. */
final class ScoringCounts {
    private final Counter predictions;
    private final Counter swaps;
    private final Counter failedLoads;

    ScoringCounts(MetricGroup metrics) {
        predictions = metrics.counter(JobMetrics.PREDICTIONS);
        swaps = metrics.counter(JobMetrics.SWAPS);
        failedLoads = metrics.counter(JobMetrics.FAILED_LOADS);
    }

    void scored() {
        predictions.inc();
    }

    void refused() {
        failedLoads.inc();
    }

    void add(Outcome outcome) {
        if (outcome instanceof Outcome.Activated) {
            swaps.inc();
        } else if (outcome instanceof Outcome.Stepped stepped) {
            if (stepped.shareBefore() != stepped.release().exposure().share()) {
                swaps.inc();
            }
        } else if (outcome instanceof Failed) {
            failedLoads.inc();
        }
    }
}
