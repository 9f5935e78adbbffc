package io.realign.schemas;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.TrainingSummary;
import io.realign.adaptation.gate.CandidateResult;
import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.Evaluation;
import io.realign.adaptation.gate.GateResult;
import io.realign.adaptation.gate.LabelRequest;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.alert.CalibratedThreshold;
import io.realign.alert.ClassShare;
import io.realign.alert.ClassShift;
import io.realign.alert.DriftAlert;
import io.realign.alert.FeatureShift;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Tensor;
import io.realign.model.Artifact;
import io.realign.model.DataDigest;
import io.realign.model.ModelRelease;
import io.realign.model.PreviousRelease;
import io.realign.model.Provenance;
import io.realign.model.ReleaseOrigin;
import io.realign.model.ReleasedModel;
import io.realign.model.TrafficSplit;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.ShadowPrediction;
import io.realign.testing.AdaptationBuilder;
import io.realign.testing.AlertBuilder;
import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import io.realign.window.RunLengthPromise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One message of each topic, the same in every run. */
final class Samples {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Instant END = START.plusSeconds(60);
    private static final OffsetRange WINDOW = new OffsetRange("target.events", 2, 1_000, 1_128);
    private static final OffsetRange REFERENCE = new OffsetRange("source.events", 0, 0, 445);
    private static final String SHA = "0123456789abcdef".repeat(4);
    private static final CheckResult VOTE =
            new CheckResult("agreement", 0.93, 0.9, true, "agrees on 93.0 %, at least 90.0 % asked");

    private static final List<Artifact> ARTIFACTS = List.of(
            new Artifact(Artifact.Kind.INFERENCE, SHA, 4_096),
            new Artifact(Artifact.Kind.TRAINING_CHECKPOINT, SHA, 8_192));
    private static final Provenance PROGRAM = new Provenance("0.1.0", "ND4J on the CPU", "amd64, CPU");
    private static final TrafficSplit STEP = new TrafficSplit(3, 100, 900, true, END.plusSeconds(60), "paused by hand");
    private static final Provenance RERUN = PROGRAM.withTraining(
            List.of(new DataDigest(WINDOW, 128, SHA)), List.of(new DataDigest(REFERENCE, 89, SHA)), START, END, "dann");
    private static final PreviousRelease BEFORE = new PreviousRelease(
            "*", 1, ARTIFACTS, END.plusSeconds(3_600), new PredictionChange(400, .82, .04, .11, .13));
    static final Prediction PREDICTION =
            new Prediction("e-2", "site-a", START, "ethanol", List.of(0.75f, 0.25f), "*", 1);

    static final Map<String, Object> BY_TOPIC = Map.of(
            "source.events",
            new FeatureEvent("e-1", "laboratory", START, Tensor.vector(1.5f, -2, 0), Optional.of("ethanol")),
            "target.events",
            new FeatureEvent(
                    "e-2",
                    "site-ä",
                    START,
                    new Tensor(new int[] {2, 2}, new float[] {1, 2, 3, Float.MIN_VALUE}),
                    Optional.empty()),
            "drift.windows",
            window(3, State.SUSPECTED, DriftWindow.MODEL),
            "drift.alerts",
            alert(),
            "adaptations",
            judged().withCpuTime(Duration.ofSeconds(12)),
            "models",
            release(),
            "predictions",
            PREDICTION,
            "predictions.shadow",
            new ShadowPrediction(
                    PREDICTION, new Prediction("e-2", "site-a", START, "ammonia", List.of(0.25f, 0.75f), "site-a", 2)),
            "rollouts",
            new RolloutStatus("scoring-job/0", "site-a", 2, RolloutStatus.State.FAILED, 0, "no answer", true, END));

    private Samples() {}

    @SuppressWarnings("unchecked")
    static <T> T of(Topic<T> topic) {
        return (T) BY_TOPIC.get(topic.name());
    }

    private static AdaptationRecord judged() {
        return adaptation()
                .withEvaluation(new Evaluation(
                        Optional.of(0.75),
                        Optional.of(0.875),
                        List.of(new CandidateResult(
                                "dann",
                                false,
                                Optional.empty(),
                                List.of(new GateResult("trust region", List.of(VOTE))),
                                List.of(VOTE))),
                        List.of(new LabelRequest("e-2", "ethanol", "ammonia"))));
    }

    private static AdaptationRecord adaptation() {
        return new AdaptationBuilder("a", "site-a", AdaptationRecord.Outcome.REJECTED)
                .id("d")
                .input(356, 128, List.of(WINDOW, REFERENCE))
                .training(7, 300, List.of(0.0, 0.1))
                .checks(List.of(VOTE))
                .reason("agreement")
                .times(START, END)
                .build();
    }

    private static DriftWindow window(int referenceVersion, State state, String channel) {
        return new DriftWindow(
                "w",
                "site-a",
                DriftWindow.SOURCE,
                referenceVersion,
                state,
                channel,
                START,
                END,
                128,
                0.01,
                1.25,
                0.02,
                new RunLengthPromise(100_000, 61_000, 164_000, "the reference events are not in random order"),
                List.of(WINDOW));
    }

    private static ModelRelease release() {
        return new ModelRelease(
                "m",
                "site-a",
                2,
                new ReleaseOrigin(1, 1, "a", "d", List.of(VOTE)),
                new ReleasedModel(3, List.of("ethanol", "ammonia"), ARTIFACTS),
                new TrainingSummary(7, 300, List.of(0.0, 0.1)),
                RERUN,
                END,
                END.plusSeconds(86_400),
                STEP,
                Optional.of(BEFORE));
    }

    private static DriftAlert alert() {
        return new AlertBuilder("site-a", 1)
                .id("a")
                .reference(DriftWindow.SOURCE, 3, List.of(REFERENCE))
                .channel(DriftWindow.MODEL)
                .statisticName("feature mean")
                .times(START.minusSeconds(5), START, END)
                .statistic(3.5, 0.2, new CalibratedThreshold(100_000, 4.2, 0.05, 7, 61_000, 164_000, ""))
                .window(128, List.of(WINDOW))
                .featureShifts(
                        List.of(new FeatureShift(2, 0.75, -8.5, 0.5, true), new FeatureShift(0, 0.25, 0, 4.5, false)))
                .classShift(new ClassShift(
                        0.4,
                        0.001,
                        List.of(new ClassShare("ethanol", 0.5, 0.75), new ClassShare("ammonia", 0.5, 0.25))))
                .build();
    }
}
