package io.realign.adapter.console.dashboard;

import java.time.Instant;
import java.util.Optional;

/**
 * Status of a domain.
 *
 * @param since Kafka timestamp of the record that led to the state; empty if there is none
 * @param detail explanation of the state
 * @param version version of the newest release; 0 if there is none
 */
public record DomainStatus(String domain, State state, Optional<Instant> since, String detail, long version) {
    /**
     * State that the dashboard shows, in order of increasing severity. It covers the adaptation and the release, unlike {@link
     * io.realign.window.DriftWindow.State}, the state of the detector.
     */
    public enum State {
        /** The score is within the threshold, and the domain has had no alert. */
        QUIET,
        /** The score is within the threshold again after an alert. */
        RECOVERED,
        /** The score is above the threshold, but no alert is open: drift is not confirmed yet, or persists. */
        DRIFTING,
        /** An alert is open: a candidate is being trained or rolled out. */
        ADAPTING,
        /** The gate accepted the candidate, but releases are disabled (dry run). */
        WITHHELD,
        /** The adaptation was skipped because its cost would exceed the budget. */
        SKIPPED,
        /** The gate rejected the candidate, or its release was rolled back. */
        REJECTED,
        /** Events arrive, but the drift job writes no windows: the drift of the domain is unknown. */
        STALE,
        /** The adaptation failed, or a consumer could not load the release. */
        FAILED
    }
}
