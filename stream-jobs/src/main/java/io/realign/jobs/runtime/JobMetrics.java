package io.realign.jobs.runtime;

import org.apache.flink.configuration.Configuration;

/**
 * Names of the metrics of the jobs. Flink's Prometheus reporter adds the prefix {@code flink_taskmanager_job_task_operator_},
 * which a relabelling rule in prometheus.yml removes.
 */
public final class JobMetrics {
    public static final String VALID = "realign_event_valid_total";

    public static final String INVALID = "realign_event_invalid_total";

    /** Valid events that could not be processed and became dead letters. */
    public static final String SKIPPED = "realign_event_skipped_total";

    /** Events that were ignored because they are much older than the other recent events of their domain. */
    public static final String LATE = "realign_event_late_total";

    /** Scored events. Named like the {@code _count} series of the client's Micrometer timer; Flink has no metric of this type. */
    public static final String PREDICTIONS = "realign_rollout_prediction_seconds_count";

    /** Model swaps, including changes of the traffic share of a release. */
    public static final String SWAPS = "realign_rollout_swaps_total";

    /** Releases that are invalid, failed to load or failed on an event. */
    public static final String FAILED_LOADS = "realign_rollout_loads_failed_total";

    /** Domains whose serving release has expired. */
    public static final String EXPIRED = "realign_rollout_releases_expired";

    /** The metrics above, and the metrics of Flink that show the progress of a job. */
    static final String INCLUDED_METRICS = "*:realign_*,pendingRecords,numRestarts,numberOfFailedCheckpoints";

    /** Labels whose values change at every start and would create new time series. */
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
