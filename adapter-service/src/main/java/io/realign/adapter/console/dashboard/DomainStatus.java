package io.realign.adapter.console.dashboard;

import java.time.Instant;
import java.util.Optional;

/**
 * Status of a domain.
 *
 * @param domain the domain
 * @param state the state
 * @param since log time of the record that led to the state; empty if there is none
 * @param detail explanation as a sentence
 * @param version version of the serving release; 0 if there is none
 */
public record DomainStatus(String domain, State state, Optional<Instant> since, String detail, long version) {
    /** Ordered by severity. */
    public enum State {
        /** The newest window is within the threshold, and there was no drift. */
        QUIET,
        /** The newest window is within the threshold again. */
        RECOVERED,
        /** The newest window is above the threshold, without an alert for it. */
        DRIFTING,
        /** An alert was raised, and the effect of its adaptation is not known yet. */
        ADAPTING,
        /** Drifted: the gate accepted the candidate, but releases are disabled (dry run). */
        WITHHELD,
        /** Drifted: the adaptation was skipped to save its cost. */
        SKIPPED,
        /** Drifted: the gate rejected the candidate, or its release was rolled back. */
        REJECTED,
        /** The adaptation failed, or a consumer could not load the release. */
        FAILED
    }
}
