package io.realign.schemas;

import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.DriftAlert;
import io.realign.event.FeatureEvent;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.ShadowPrediction;
import io.realign.window.DriftWindow;
import java.util.List;

/** All topics, in the order of the flow. */
public final class Topics {
    private static final int STREAM_PARTITIONS = 4;

    /** Labelled events. */
    public static final Topic<FeatureEvent> SOURCE_EVENTS = stream("source.events", new FeatureEventCodec());

    /** Unlabelled events, from where the model serves. */
    public static final Topic<FeatureEvent> TARGET_EVENTS = stream("target.events", new FeatureEventCodec());

    /** How far each domain has moved. */
    public static final Topic<DriftWindow> DRIFT_WINDOWS =
            stream("drift.windows", new RecordCodec<>(DriftWindow.class));

    /** One record for each change. */
    public static final Topic<DriftAlert> DRIFT_ALERTS = log("drift.alerts", new RecordCodec<>(DriftAlert.class));

    /** What was done about each alert. */
    public static final Topic<AdaptationRecord> ADAPTATIONS =
            log("adaptations", new RecordCodec<>(AdaptationRecord.class));

    /** The newest release of each domain and how far it is rolled out: the truth about which model serves which events. */
    public static final Topic<ModelRelease> MODELS = state("models", new RecordCodec<>(ModelRelease.class));

    /** What every scored event was taken for. */
    public static final Topic<Prediction> PREDICTIONS = stream("predictions", new RecordCodec<>(Prediction.class));

    /** What a release that is being rolled out would have taken an event for. */
    public static final Topic<ShadowPrediction> SHADOW_PREDICTIONS =
            stream("predictions.shadow", new RecordCodec<>(ShadowPrediction.class));

    /** Who runs which version. */
    public static final Topic<RolloutStatus> ROLLOUTS = state("rollouts", new RecordCodec<>(RolloutStatus.class));

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

    /** The topic of this name. */
    public static Topic<?> byName(String name) {
        return all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no topic is called '" + name + "'"));
    }

    /** The topics that people and machines outside write to, and which therefore have dead letters. */
    public static List<Topic<?>> withDeadLetterTopic() {
        return List.of(SOURCE_EVENTS, TARGET_EVENTS, DRIFT_ALERTS);
    }

    private static <T> Topic<T> stream(String name, Codec<T> codec) {
        return new Topic<>(name, STREAM_PARTITIONS, false, codec);
    }

    private static <T> Topic<T> log(String name, Codec<T> codec) {
        return new Topic<>(name, 1, false, codec);
    }

    private static <T> Topic<T> state(String name, Codec<T> codec) {
        return new Topic<>(name, 1, true, codec);
    }
}
