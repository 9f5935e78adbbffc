package io.realign.schemas;

import io.realign.model.ModelRelease;
import java.util.Optional;

/** A record of {@code models}, either vouched for or refused. */
public sealed interface ReleaseAnnouncement {
    /**
     * A trusted key vouches for the release.
     *
     * @param traceparent the trace that the record belongs to (W3C Trace Context), for which nobody vouches
     */
    record Verified(ModelRelease release, Optional<String> traceparent) implements ReleaseAnnouncement {
        /** Of no trace. */
        public Verified(ModelRelease release) {
            this(release, Optional.empty());
        }
    }

    /**
     * Nobody who is trusted vouches for it, or it is no release. What it says has not been read.
     *
     * @param domain the key of the record, which nobody vouches for either
     * @param reason what was expected and what came
     */
    record Invalid(String domain, String reason) implements ReleaseAnnouncement {}
}
