package io.realign.schemas;

import io.realign.model.ModelRelease;
import java.util.Optional;

/** Result of verifying a record of {@code models}. */
public sealed interface ReleaseAnnouncement {
    /**
     * A release with the signature of a trusted key.
     *
     * @param traceparent trace of the record (W3C Trace Context); not covered by the signature
     */
    record Verified(ModelRelease release, Optional<String> traceparent) implements ReleaseAnnouncement {
        public Verified(ModelRelease release) {
            this(release, Optional.empty());
        }
    }

    /**
     * A record without a valid signature or release. Unverified content is not decoded.
     *
     * @param domain record key; not covered by a signature
     * @param reason expected and actual content
     */
    record Invalid(String domain, String reason) implements ReleaseAnnouncement {}
}
