package io.realign.schemas;

import io.realign.model.ModelRelease;
import java.util.Optional;

/** A record of {@code models}, either vouched for or refused. */
public sealed interface Announcement {
    /**
     * A trusted key vouches for the release.
     *
     * @param traceparent the trace that the record belongs to (W3C Trace Context), for which nobody vouches
     */
    record Released(ModelRelease release, Optional<String> traceparent) implements Announcement {
        /** Of no trace. */
        public Released(ModelRelease release) {
            this(release, Optional.empty());
        }
    }

    /**
     * Nobody who is trusted vouches for it, or it is no release. What it says has not been read.
     *
     * @param domain the key of the record, which nobody vouches for either
     * @param reason what was expected and what came
     */
    record Refused(String domain, String reason) implements Announcement {}
}
