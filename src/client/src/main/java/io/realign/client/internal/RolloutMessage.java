package io.realign.client.internal;

import io.realign.event.ContentId;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.CloudEventAttributes;
import io.realign.schemas.ReleaseAnnouncement;
import io.realign.schemas.Topics;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;

/** A consumer's report, as it stands on {@code rollouts}. */
public record RolloutMessage(RolloutStatus status) {
    /** A record was refused unread: nothing that it says of itself counts, so its version is not known. */
    public static RolloutMessage ofInvalidRelease(String consumer, ReleaseAnnouncement.Invalid refused, Instant at) {
        String reason = "refused: " + refused.reason();
        return new RolloutMessage(
                new RolloutStatus(consumer, refused.domain(), 0, RolloutStatus.State.FAILED, 0, reason, false, at));
    }

    /** Only the newest report of a consumer on a domain is kept for good. */
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

    /** The name as a URI reference; one of plain letters, digits and slashes is one already. */
    private static String sourceUri(String consumer) {
        try {
            return new URI(null, null, "/" + consumer, null)
                    .toASCIIString()
                    .substring(1)
                    .replace(":", "%3A");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("every name can be quoted as a path, but not '" + consumer + "'", e);
        }
    }
}
