package io.realign.adapter.console.dashboard;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether anything is wrong with a domain.
 *
 * @param domain the domain
 * @param state in one word
 * @param since when the log first said so; empty when it says nothing
 * @param detail in one sentence
 * @param version the version that serves it, 0 while there is none
 */
public record DomainStatus(String domain, State state, Optional<Instant> since, String detail, long version) {
    /** From nothing to do to something to do. */
    public enum State {
        /** The newest window lies within the threshold, and nothing has happened yet. */
        QUIET,
        /** The newest window lies within the threshold again, after a release. */
        RECOVERED,
        /** The newest window lies over the threshold, and no alert has been raised about it. */
        DRIFTING,
        /** An alert has been raised, and it is not known yet whether its adaptation helps. */
        ADAPTING,
        /** The gate accepted the candidate, and a dry run releases none: the domain has drifted, the old model goes on. */
        WITHHELD,
        /** Nothing was tried about the alert, to spare what it would cost: the domain has drifted, and the old model goes on. */
        SKIPPED,
        /** The gate refused the candidate, or its release was taken back: the domain has drifted, and the old model goes on. */
        REJECTED,
        /** The adaptation came to no verdict, or a consumer could not take the release. */
        FAILED
    }
}
