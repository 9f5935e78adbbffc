package io.realign.schemas;

import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.DriftAlert;
import io.realign.event.FeatureEvent;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.ShadowPrediction;
import io.realign.window.DriftWindow;
import java.time.Duration;
import java.util.List;

/** All topics in the order of the data flow. */
public final class Topics {
    /** Exceeds the time that an alert waits for its adaptation, and the duration of a rollout with its recovery. */
    public static final Duration MIN_RETENTION = Duration.ofDays(7);

    private static final int EVENT_PARTITIONS = 4;

    /** Labelled events. The drift job fits its reference to the first events, also after it has lost its checkpoints. */
    public static final Topic<FeatureEvent> SOURCE_EVENTS =
            new Topic<>("source.events", EVENT_PARTITIONS, false, Topic.UNLIMITED, new FeatureEventCodec());

    /** Unlabelled events of the target domains. */
    public static final Topic<FeatureEvent> TARGET_EVENTS = partitioned("target.events", new FeatureEventCodec());

    /** Drift statistic and drift state of each window. */
    public static final Topic<DriftWindow> DRIFT_WINDOWS =
            partitioned("drift.windows", new RecordCodec<>(DriftWindow.class));

    /** Confirmed drift. */
    public static final Topic<DriftAlert> DRIFT_ALERTS = ordered("drift.alerts", new RecordCodec<>(DriftAlert.class));

    /** Adaptation runs and their outcomes, from which the adapter service derives which alerts it has processed. */
    public static final Topic<AdaptationRecord> ADAPTATIONS =
            new Topic<>("adaptations", 1, false, Topic.UNLIMITED, new RecordCodec<>(AdaptationRecord.class));

    /** The newest release of each domain and its rollout step. Consumers score events only with these releases. */
    public static final Topic<ModelRelease> MODELS = compacted("models", new RecordCodec<>(ModelRelease.class));

    /** Predictions of the release that serves the event, without shadow predictions. */
    public static final Topic<Prediction> PREDICTIONS = partitioned("predictions", new RecordCodec<>(Prediction.class));

    /** Shadow predictions of a release during its rollout. */
    public static final Topic<ShadowPrediction> SHADOW_PREDICTIONS =
            partitioned("predictions.shadow", new RecordCodec<>(ShadowPrediction.class));

    /** Rollout status of each consumer. */
    public static final Topic<RolloutStatus> ROLLOUTS = compacted("rollouts", new RecordCodec<>(RolloutStatus.class));

    private Topics() {}

    public static List<Topic<?>> all() {
        return List.of(
                SOURCE_EVENTS,
                TARGET_EVENTS,
                DRIFT_WINDOWS,
                DRIFT_ALERTS,
                ADAPTATIONS,
                MODELS,
                PREDICTIONS,
                SHADOW_PREDICTIONS,
                ROLLOUTS);
    }

    /**
     * Returns the topic with a name.
     *
     * @throws IllegalArgumentException if there is no topic with this name
     */
    public static Topic<?> byName(String name) {
        return all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected a topic of " + all().stream().map(Topic::name).toList() + ", got '" + name + "'"));
    }

    /** Topics with a dead letter topic: external producers may write to them. */
    public static List<Topic<?>> withDeadLetterTopic() {
        return List.of(SOURCE_EVENTS, TARGET_EVENTS, DRIFT_ALERTS);
    }

    /** Record key on {@link #ROLLOUTS}, which is compacted to the newest status of each consumer and domain. */
    public static String rolloutKey(RolloutStatus status) {
        return status.consumer() + "/" + status.domain();
    }

    private static <T> Topic<T> partitioned(String name, Codec<T> codec) {
        return new Topic<>(name, EVENT_PARTITIONS, false, MIN_RETENTION, codec);
    }

    private static <T> Topic<T> ordered(String name, Codec<T> codec) {
        return new Topic<>(name, 1, false, MIN_RETENTION, codec);
    }

    private static <T> Topic<T> compacted(String name, Codec<T> codec) {
        return new Topic<>(name, 1, true, Topic.UNLIMITED, codec);
    }
}
