package io.realign.schemas;

import io.realign.event.Texts;
import io.realign.model.ModelRelease;
import io.realign.model.VerifiedRelease;
import io.realign.rollout.RolloutStatus;
import java.time.Instant;
import java.util.Optional;

/** Result of the verification of a record on {@code models}. */
public sealed interface ReleaseVerification {
    /**
     * A release that a trusted key has signed.
     *
     * @param traceparent trace of the record (W3C Trace Context), which the signature does not cover
     */
    record Verified(VerifiedRelease verifiedRelease, Optional<String> traceparent) implements ReleaseVerification {
        public Verified(VerifiedRelease verifiedRelease) {
            this(verifiedRelease, Optional.empty());
        }

        public ModelRelease release() {
            return verifiedRelease.release();
        }
    }

    /**
     * A record without a valid signature or release. Unverified content is not decoded.
     *
     * @param domain record key, which is not signed
     * @param reason what was expected and found, escaped and shortened by {@link Texts#description}
     */
    record Invalid(String domain, String reason) implements ReleaseVerification {
        public Invalid {
            reason = Texts.description(reason);
        }

        /** Status that reports the record. Its version is 0, since the content is not decoded. */
        public RolloutStatus rolloutStatus(String consumer, Instant at) {
            long unknownVersion = 0;
            int trafficShare = 0;
            boolean retrying = false;
            return new RolloutStatus(
                    consumer,
                    Texts.nameProblem(domain).isEmpty() ? domain : "",
                    unknownVersion,
                    RolloutStatus.State.FAILED,
                    trafficShare,
                    "invalid: " + reason,
                    retrying,
                    at);
        }
    }
}
