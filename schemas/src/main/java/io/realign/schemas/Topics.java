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

/** All topics in the order of the data flow. */
public final class Topics {
    private static final int STREAM_PARTITIONS = 4;

    /** Labelled events. */
    public static final Topic<FeatureEvent> SOURCE_EVENTS = stream("source.events", new FeatureEventCodec());

    /** Unlabelled events of the target domains. */
    public static final Topic<FeatureEvent> TARGET_EVENTS = stream("target.events", new FeatureEventCodec());

    /** Drift statistic and drift state of each window. */
    public static final Topic<DriftWindow> DRIFT_WINDOWS =
            stream("drift.windows", new RecordCodec<>(DriftWindow.class));

    /** Confirmed drift. */
    public static final Topic<DriftAlert> DRIFT_ALERTS = log("drift.alerts", new RecordCodec<>(DriftAlert.class));

    /** Adaptation runs and their outcomes. */
    public static final Topic<AdaptationRecord> ADAPTATIONS =
            log("adaptations", new RecordCodec<>(AdaptationRecord.class));

    /** The newest release of each domain and its rollout step; the authority on which release scores which events. */
    public static final Topic<ModelRelease> MODELS = state("models", new RecordCodec<>(ModelRelease.class));

    /** Predictions that count. */
    public static final Topic<Prediction> PREDICTIONS = stream("predictions", new RecordCodec<>(Prediction.class));

    /** Shadow predictions of a release during its rollout. */
    public static final Topic<ShadowPrediction> SHADOW_PREDICTIONS =
            stream("predictions.shadow", new RecordCodec<>(ShadowPrediction.class));

    /** Rollout status of each consumer. */
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

    /** Topics with a dead-letter topic: those written by external producers. */
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
