package io.realign.rollout;

import java.time.Instant;

/**
 * What a consumer has done with a release.
 *
 * @param consumer name of the consumer, unique among all
 * @param domain the domain of the release
 * @param version the version of the release
 * @param state how far it has come
 * @param trafficShare of {@link io.realign.model.TrafficSplit#FULL} events of the domain, those that it scores by this release
 * @param reason why it failed, empty otherwise
 * @param retrying whether it tries again after a failure: the right bytes could not be had, or else they are no such model
 * @param reportedAt when it came there
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
    /** How far a consumer has come with a release. */
    public enum State {
        /** Size and digest agree, and the session has answered a first run. */
        LOADED,
        /** It scores its share of the events from now on. */
        ACTIVE,
        /** It could not be fetched, verified or loaded; the consumer goes on with what it had. */
        FAILED
    }
}
