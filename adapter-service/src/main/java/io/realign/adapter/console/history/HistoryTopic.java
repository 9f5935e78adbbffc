package io.realign.adapter.console.history;

import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.DriftAlert;
import io.realign.event.ContentId;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.util.function.Function;

/**
 * A topic whose messages the history stores.
 *
 * @param id id of a message; a duplicate has the same id
 */
public record HistoryTopic<T>(Topic<T> topic, Function<T, String> id, Function<T, String> domain) {
    public static final HistoryTopic<DriftAlert> ALERTS =
            new HistoryTopic<>(Topics.DRIFT_ALERTS, DriftAlert::id, DriftAlert::domain);

    public static final HistoryTopic<AdaptationRecord> ADAPTATIONS =
            new HistoryTopic<>(Topics.ADAPTATIONS, AdaptationRecord::id, AdaptationRecord::domain);

    /** Each rollout step is a separate message. */
    public static final HistoryTopic<ModelRelease> RELEASES = new HistoryTopic<>(
            Topics.MODELS, release -> release.id() + "." + release.traffic().step(), ModelRelease::domain);

    /** Repeated reports of the same status are one message. */
    public static final HistoryTopic<RolloutStatus> ROLLOUTS = new HistoryTopic<>(
            Topics.ROLLOUTS,
            status -> ContentId.of(
                    status.consumer(),
                    status.domain(),
                    Long.toString(status.version()),
                    status.state().name(),
                    Integer.toString(status.trafficShare()),
                    status.reportedAt().toString()),
            RolloutStatus::domain);
}
