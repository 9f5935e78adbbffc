package io.realign.client;

import io.realign.event.ContentId;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.Announcement;
import io.realign.schemas.CloudEvent;
import io.realign.schemas.Topics;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;

/** A consumer's report, as it stands on {@code rollouts}. */
public record RolloutMessage(RolloutStatus status) {
    /** A record was refused unread: nothing that it says of itself counts, so its version is not known. */
    public static RolloutMessage refused(String consumer, Announcement.Refused refused, Instant at) {
        String reason = "refused: " + refused.reason();
        return new RolloutMessage(
                new RolloutStatus(consumer, refused.domain(), 0, RolloutStatus.State.FAILED, 0, reason, false, at));
    }

    /** Only the newest report of a consumer on a domain is kept for good. */
    public String key() {
        return status.consumer() + "/" + status.domain();
    }

    public CloudEvent cloudEvent() {
        String id = ContentId.of(
                status.consumer(),
                status.domain(),
                Long.toString(status.version()),
                status.state().name(),
                Integer.toString(status.share()));
        String type = Topics.ROLLOUTS.codec().schema().getFullName();
        return new CloudEvent(id, type, source(status.consumer()), status.domain(), status.at());
    }

    /** The name as a URI reference; one of plain letters, digits and slashes is one already. */
    private static String source(String consumer) {
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
