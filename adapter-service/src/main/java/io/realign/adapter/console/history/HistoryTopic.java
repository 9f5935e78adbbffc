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
 * How the messages of one topic are told apart.
 *
 * @param topic the topic
 * @param id of a message; one that comes again has the same
 * @param domain of a message
 */
public record HistoryTopic<T>(Topic<T> topic, Function<T, String> id, Function<T, String> domain) {
    public static final HistoryTopic<DriftAlert> ALERTS =
            new HistoryTopic<>(Topics.DRIFT_ALERTS, DriftAlert::id, DriftAlert::domain);

    public static final HistoryTopic<AdaptationRecord> ADAPTATIONS =
            new HistoryTopic<>(Topics.ADAPTATIONS, AdaptationRecord::id, AdaptationRecord::domain);

    /** Every step of a rollout is a message of its own. */
    public static final HistoryTopic<ModelRelease> RELEASES = new HistoryTopic<>(
            Topics.MODELS, release -> release.id() + "." + release.traffic().step(), ModelRelease::domain);

    /** What a consumer says once is one message, however often it says it. */
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
