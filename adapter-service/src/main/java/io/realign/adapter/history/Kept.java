package io.realign.adapter.history;

import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.DriftAlert;
import io.realign.event.ContentId;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.util.function.Function;

/**
 * How the messages of one topic are told apart.
 *
 * @param topic the topic
 * @param id of a message; one that comes again has the same
 * @param domain of a message
 */
public record Kept<T>(Topic<T> topic, Function<T, String> id, Function<T, String> domain) {
    public static final Kept<DriftAlert> ALERTS = new Kept<>(Topics.DRIFT_ALERTS, DriftAlert::id, DriftAlert::domain);

    public static final Kept<AdaptationRecord> ADAPTATIONS =
            new Kept<>(Topics.ADAPTATIONS, AdaptationRecord::id, AdaptationRecord::domain);

    /** Every step of a rollout is a message of its own. */
    public static final Kept<ModelRelease> RELEASES = new Kept<>(
            Topics.MODELS, release -> release.id() + "." + release.exposure().step(), ModelRelease::domain);

    /** What a consumer says once is one message, however often it says it. */
    public static final Kept<RolloutStatus> ROLLOUTS = new Kept<>(
            Topics.ROLLOUTS,
            status -> ContentId.of(
                    status.consumer(),
                    status.domain(),
                    Long.toString(status.version()),
                    status.state().name(),
                    Integer.toString(status.share()),
                    status.at().toString()),
            RolloutStatus::domain);
}
