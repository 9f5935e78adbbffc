package io.realign.client.internal;

import io.realign.event.ContentId;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.CloudEventAttributes;
import io.realign.schemas.ReleaseAnnouncement;
import io.realign.schemas.Topics;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;

/** A rollout status with the key and the CloudEvents attributes of its record on {@code rollouts}. */
public record RolloutMessage(RolloutStatus status) {
    /** Status for an invalid record. Its version is 0, since the content is not decoded. */
    public static RolloutMessage ofInvalidRelease(String consumer, ReleaseAnnouncement.Invalid invalid, Instant at) {
        String reason = "invalid: " + invalid.reason();
        return new RolloutMessage(
                new RolloutStatus(consumer, invalid.domain(), 0, RolloutStatus.State.FAILED, 0, reason, false, at));
    }

    /** Record key: the topic is compacted to the newest status of each consumer and domain. */
    public String key() {
        return status.consumer() + "/" + status.domain();
    }

    public CloudEventAttributes cloudEvent() {
        String id = ContentId.of(
                status.consumer(),
                status.domain(),
                Long.toString(status.version()),
                status.state().name(),
                Integer.toString(status.trafficShare()));
        String type = Topics.ROLLOUTS.codec().schema().getFullName();
        return new CloudEventAttributes(id, type, sourceUri(status.consumer()), status.domain(), status.reportedAt());
    }

    /** Encodes the name as a URI reference. */
    private static String sourceUri(String consumer) {
        try {
            return new URI(null, null, "/" + consumer, null)
                    .toASCIIString()
                    .substring(1)
                    .replace(":", "%3A");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(
                    "expected a name that can be encoded as a URI path, got '" + consumer + "'", e);
        }
    }
}
