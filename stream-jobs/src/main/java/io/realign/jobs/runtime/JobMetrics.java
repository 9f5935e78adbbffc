package io.realign.jobs.runtime;

import org.apache.flink.configuration.Configuration;

/**
 * Names of the jobs' metrics. Flink's Prometheus reporter prefixes them with {@code flink_taskmanager_job_task_operator_}; the
 * relabelling in prometheus.yml removes the prefix.
 */
public final class JobMetrics {
    public static final String VALID = "realign_event_valid_total";

    public static final String INVALID = "realign_event_invalid_total";

    /** Events that are older than their domain's time allows. */
    public static final String LATE = "realign_event_late_total";

    /** Scored events. Flink has no timer; the name is that of the client's timer without a time. */
    public static final String PREDICTIONS = "realign_rollout_prediction_seconds_count";

    /** Changes of a release's traffic share. */
    public static final String SWAPS = "realign_rollout_swaps_total";

    /** Releases that are invalid or failed to load. */
    public static final String FAILED_LOADS = "realign_rollout_loads_failed_total";

    /** The metrics above, and those of Flink that show progress. */
    static final String INCLUDED_METRICS = "*:realign_*,pendingRecords,numRestarts,numberOfFailedCheckpoints";

    /** Labels with a new value after every start, which would create new time series. */
    static final String EXCLUDED_LABELS =
            "job_id;task_id;task_name;task_attempt_id;task_attempt_num;operator_id;tm_id;host";

    private static final String REPORTER = "metrics.reporter.prometheus.";

    private JobMetrics() {}

    /** Enables the Prometheus endpoint. Flink's reporter listens on all network interfaces. */
    static void configureReporter(Configuration configuration, String ports) {
        configuration.setString(
                REPORTER + "factory.class", "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
        configuration.setString(REPORTER + "port", ports);
        configuration.setString(REPORTER + "filter.includes", INCLUDED_METRICS);
        configuration.setString(REPORTER + "scope.variables.excludes", EXCLUDED_LABELS);
    }
}
