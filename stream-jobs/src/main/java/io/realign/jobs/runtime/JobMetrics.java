package io.realign.jobs.runtime;

import org.apache.flink.configuration.Configuration;

/**
 * What the jobs count. Flink's reporter puts {@code flink_taskmanager_job_task_operator_} before each of these names, and
 * Prometheus takes that off again, so that they read like those of the service and the client.
 */
public final class JobMetrics {
    /** Events that keep the contract. */
    public static final String VALID = "realign_event_accepted_total";

    /** Events that do not. */
    public static final String INVALID = "realign_event_refused_total";

    /** Events that are older than their domain's time allows. */
    public static final String LATE = "realign_event_late_total";

    /** Events scored. */
    public static final String PREDICTIONS = "realign_rollout_predictions_total";

    /** How often a release began to score another share. */
    public static final String SWAPS = "realign_rollout_swaps_total";

    /** Releases that were refused or could not be loaded. */
    public static final String FAILED_LOADS = "realign_rollout_loads_failed_total";

    /** Ours, and of Flink's own several hundred those that tell whether a job gets on. */
    static final String INCLUDED_METRICS = "*:realign_*,pendingRecords,numRestarts,numberOfFailedCheckpoints";

    /** What would make a new series at each start, and tells nobody anything. */
    static final String EXCLUDED_LABELS =
            "job_id;task_id;task_name;task_attempt_id;task_attempt_num;operator_id;tm_id;host";

    private static final String REPORTER = "metrics.reporter.prometheus.";

    private JobMetrics() {}

    /** Has Flink answer Prometheus; on every address, as its reporter knows no other way. */
    static void configureReporter(Configuration configuration, String ports) {
        configuration.setString(
                REPORTER + "factory.class", "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
        configuration.setString(REPORTER + "port", ports);
        configuration.setString(REPORTER + "filter.includes", INCLUDED_METRICS);
        configuration.setString(REPORTER + "scope.variables.excludes", EXCLUDED_LABELS);
    }
}
