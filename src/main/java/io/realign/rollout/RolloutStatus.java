package io.realign.rollout;

import io.realign.event.Texts;
import java.time.Instant;

/**
 * Status of a release at a consumer.
 *
 * @param consumer unique name of the consumer
 * @param domain domain of the release; empty for an invalid record without a known domain
 * @param version version of the release
 * @param state state of the release
 * @param trafficShare share of the domain's events that the consumer scores with the release, in thousandths
 * @param reason reason of a failure, empty without a failure
 * @param retrying whether the consumer retries the load: true if the artifact is not available, false if it
 *     is invalid
 * @param reportedAt time of the report
 */
public record RolloutStatus(
        String consumer,
        String domain,
        long version,
        State state,
        int trafficShare,
        String reason,
        boolean retrying,
        Instant reportedAt) {
    /** State of a release at a consumer. */
    public enum State {
        /** Size and digest of the artifact were verified, and a test inference succeeded. */
        LOADED,
        /** The release scores its traffic share. */
        ACTIVE,
        /** The release could not be fetched, verified or loaded, or failed on an event; the previous release serves. */
        FAILED
    }

    public RolloutStatus {
        Texts.requireName("consumer", consumer);
        if (!domain.isEmpty()) {
            Texts.requireName("domain", domain);
        }
    }
}
