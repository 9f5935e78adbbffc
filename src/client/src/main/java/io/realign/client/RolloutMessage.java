package io.realign.client;

import io.realign.event.ContentId;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.CloudEvent;
import io.realign.schemas.Topics;

/** A consumer's report, as it stands on {@code rollouts}. */
public record RolloutMessage(RolloutStatus status) {
    /** Only the newest report of a consumer on a domain is kept for good. */
    public String key() {
        return status.consumer() + "/" + status.domain();
    }

    public CloudEvent cloudEvent() {
        String id = ContentId.of(
                status.consumer(),
                status.domain(),
                Long.toString(status.version()),
                status.state().name());
        String type = Topics.ROLLOUTS.codec().schema().getFullName();
        return new CloudEvent(id, type, status.consumer(), status.domain(), status.at());
    }
}
