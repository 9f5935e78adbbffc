package io.realign.jobs.drift;

import io.realign.alert.AdaptingState;
import io.realign.alert.CalibratedReference;
import io.realign.alert.CalibratedThreshold;
import io.realign.alert.CalibratingState;
import io.realign.alert.Channel;
import io.realign.alert.ClassSketch;
import io.realign.alert.ClassSketches;
import io.realign.alert.ConfirmationTest;
import io.realign.alert.ConfirmationWindow;
import io.realign.alert.ConfirmedState;
import io.realign.alert.DetectorState;
import io.realign.alert.DomainReference;
import io.realign.alert.DomainTime;
import io.realign.alert.DriftAlert;
import io.realign.alert.DriftDetector;
import io.realign.alert.DriftState;
import io.realign.alert.DriftThresholds;
import io.realign.alert.EventResiduals;
import io.realign.alert.FeatureSums;
import io.realign.alert.FittedReference;
import io.realign.alert.MonitoringState;
import io.realign.alert.NullDistribution;
import io.realign.alert.QuietEvents;
import io.realign.alert.RankScores;
import io.realign.alert.RareEventLimits;
import io.realign.alert.RareValues;
import io.realign.alert.Recurrence;
import io.realign.alert.ScoreDistributions;
import io.realign.alert.SequentialTest;
import io.realign.alert.SourceResiduals;
import io.realign.alert.SuspectedState;
import io.realign.alert.Suspicion;
import io.realign.alert.Witness;
import io.realign.event.ContractViolation;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Tensor;
import io.realign.jobs.kafka.IncomingRecord;
import io.realign.jobs.state.DeadLetterSerializer;
import io.realign.jobs.state.LocatedEventSerializer;
import io.realign.jobs.state.MessageSerializer;
import io.realign.jobs.state.ReleaseAnnouncementSerializer;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.VerifiedRelease;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.ReleaseVerification;
import io.realign.schemas.Topics;
import io.realign.testing.AlertBuilder;
import io.realign.testing.ReleaseBuilder;
import io.realign.window.DependenceForm;
import io.realign.window.DriftWindow;
import io.realign.window.EventAccumulator;
import io.realign.window.FeatureMap;
import io.realign.window.FeatureScaling;
import io.realign.window.Moments;
import io.realign.window.RandomFeatures;
import io.realign.window.Reference;
import io.realign.window.Sketch;
import io.realign.window.TimeDependence;
import io.realign.window.TimeDependence.Season;
import io.realign.window.TimeDependence.SlowChange;
import io.realign.window.Whitening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A fixed value of each state type, independent of the detection algorithms. An added field has its default value here, so that
 * state without the field is read as the same value.
 */
final class StateSamples {
    private static final int FEATURES = 64;
    private static final int WINDOW = 16;

    /** Number of bets of a confirmation test. */
    private static final int BETS = 19;

    /** Seed of the map whose dependence form whitens all features. */
    private static final long WHITENED = 7;

    private static final FeatureMap MAP = map(WHITENED);
    private static final CalibratedReference SOURCE = calibratedReference(DriftWindow.SOURCE, 2, MAP);
    private static final CalibratedReference OWN = calibratedReference("a", 1, MAP);
    private static final List<LocatedEvent> EVENTS =
            GaussianEventStream.target(3).next("site-ä", 3, 0);
    private static final DriftAlert ALERT = alert();
    private static final Season SEASON = new Season(Duration.ofSeconds(4), 2);

    /**
     * A value and its serializer.
     *
     * @param name directory of the recorded bytes
     */
    record Sample<T>(String name, TypeSerializer<T> serializer, T value) {
        @Override
        public String toString() {
            return name;
        }
    }

    private StateSamples() {}

    static Stream<Sample<?>> all() {
        return Stream.of(
                new Sample<>("event", new LocatedEventSerializer(), EVENTS.get(0)),
                new Sample<>("incoming-valid", incomingRecords(), new IncomingRecord.Valid(EVENTS.get(0))),
                new Sample<>("incoming-invalid", incomingRecords(), new IncomingRecord.Invalid(deadLetter())),
                new Sample<>(
                        "announcement-verified",
                        new ReleaseAnnouncementSerializer(),
                        new ReleaseVerification.Verified(verified())),
                new Sample<>(
                        "announcement-traced",
                        new ReleaseAnnouncementSerializer(),
                        new ReleaseVerification.Verified(
                                verified(), Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))),
                new Sample<>(
                        "announcement-invalid",
                        new ReleaseAnnouncementSerializer(),
                        new ReleaseVerification.Invalid("site-ä", "models-0 offset 3: expected a signature, got none")),
                new Sample<>("dead-letter", new DeadLetterSerializer(), deadLetter()),
                new Sample<>("alert", new MessageSerializer<>(Topics.DRIFT_ALERTS), ALERT),
                new Sample<>("fitted-reference", new FittedReferenceSerializer(), new FittedReference(MAP, SOURCE)),
                new Sample<>("class-sketches", new ClassSketchesSerializer(), classes()),
                new Sample<>(
                        "update-raw-reference",
                        new DetectionUpdateSerializer(),
                        new DetectionUpdate.RawReferenceFitted(new FittedReference(MAP, SOURCE), Optional.empty())),
                new Sample<>(
                        "update-raw-reference-seasonal",
                        new DetectionUpdateSerializer(),
                        new DetectionUpdate.RawReferenceFitted(
                                new FittedReference(MAP, SOURCE), Optional.of(residuals(SEASON)))),
                new Sample<>("residuals-seasonal", new EventResidualsSerializer(), residuals(SEASON)),
                new Sample<>("residuals-rolling", new EventResidualsSerializer(), residuals(new SlowChange(10))),
                new Sample<>(
                        "update-model-reference",
                        new DetectionUpdateSerializer(),
                        new DetectionUpdate.ModelReferenceFitted(
                                Optional.of(new FittedReference(MAP, SOURCE)), classes())),
                new Sample<>(
                        "update-released",
                        new DetectionUpdateSerializer(),
                        new DetectionUpdate.RolloutCompleted(verified())),
                new Sample<>(
                        "update-adaptation-ended",
                        new DetectionUpdateSerializer(),
                        new DetectionUpdate.AdaptationEnded("a", 2)),
                detector("quiet", new MonitoringState(DriftWindow.State.QUIET, 2, new QuietEvents())),
                detector("suspected", suspected(new Witness.Mean(meanSum()))),
                detector("suspected-score", suspected(new Witness.Score(true, -1, 1.5))),
                detector("suspected-feature", suspected(new Witness.Feature(7, 1, 0.75))),
                detector("suspected-rare-event", suspected(new Witness.RareEvent(3))),
                detector("confirmed", new ConfirmedState(ALERT, EVENTS, confirmationWindow(), 1)),
                detector(
                        "adapting",
                        new AdaptingState(
                                ALERT,
                                true,
                                EVENTS,
                                new DomainReference(
                                        Map.of(Channel.RAW, SOURCE, Channel.MODEL, OWN),
                                        Map.of(Channel.RAW, MAP),
                                        Optional.empty(),
                                        Optional.empty()),
                                confirmationWindow())),
                detector("calibrating", new CalibratingState(200, EVENTS)),
                new Sample<>("detector-seasonal", new DetectorSerializer(), seasonalDetector()),
                new Sample<>("detector-new", new DetectorSerializer(), new DriftDetector("site-ä", WINDOW)));
    }

    private static DriftDetector seasonalDetector() {
        DriftDetector detector = new DriftDetector("site-ä", WINDOW);
        detector.useResiduals(Optional.of(residuals(SEASON)));
        return detector;
    }

    /** Residuals after whole numbers, so that no rounding differs between machines. */
    private static EventResiduals residuals(TimeDependence dependence) {
        List<LocatedEvent> events = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            FeatureEvent event = new FeatureEvent(
                    "e" + i,
                    "site-ä",
                    GaussianEventStream.START.plusSeconds(i),
                    Tensor.vector(i % 4, 3, -i),
                    Optional.empty());
            events.add(new LocatedEvent(event, OffsetRange.of("source.events", 0, i)));
        }
        return SourceResiduals.of(events, dependence).end();
    }

    private static Sample<DriftDetector> detector(String name, DriftState state) {
        SequentialTest test = new SequentialTest(OWN, GaussianEventStream.START.toEpochMilli());
        for (int i = 0; i < 11; i++) {
            test.observe(raw(i), mapped(i, MAP.width()), GaussianEventStream.START.toEpochMilli() + i, OWN, MAP);
        }
        EventAccumulator accumulator = new EventAccumulator();
        accumulator.add(GaussianEventStream.START.toEpochMilli(), OffsetRange.of("target.events", 1, 41));
        return new Sample<>(
                "detector-" + name,
                new DetectorSerializer(),
                new DriftDetector(new DetectorState(
                        "site-ä",
                        WINDOW,
                        Map.of(Channel.RAW, test),
                        new DomainReference(
                                Map.of(Channel.RAW, OWN),
                                Map.of(Channel.RAW, MAP, Channel.MODEL, map(8)),
                                Optional.of("r"),
                                Optional.of(classes())),
                        accumulator,
                        state,
                        new DomainTime(GaussianEventStream.START, GaussianEventStream.START.plusNanos(5)),
                        Optional.of(OffsetRange.of("target.events", 1, 41)),
                        Optional.empty())));
    }

    private static SuspectedState suspected(Witness witness) {
        return new SuspectedState(
                new MonitoringState(
                        DriftWindow.State.PERSISTING, 1, new QuietEvents(Map.of(Channel.RAW, EVENTS.subList(0, 2)))),
                Channel.MODEL,
                new Suspicion(1.25, 9, GaussianEventStream.START, witness),
                GaussianEventStream.START.plusMillis(1),
                confirmationWindow(),
                confirmationTest(witness));
    }

    /** A test after five events. */
    private static ConfirmationTest confirmationTest(Witness witness) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(1 << 12);
            witness.write(out);
            out.writeInt(9); // events in the window of the suspicion
            out.writeLong(5);
            writeMeanDifference(witness instanceof Witness.Mean mean ? mean.sum() : new float[0], 9, out);
            writeMeanDifference(meanSum(), 5, out);
            for (int i = 0; i < 3 * BETS; i++) {
                out.writeDouble(i / 16.0 + 0.125);
            }
            out.writeDouble(-0.5); // current block
            out.writeDouble(0.25);
            out.writeInt(2);
            out.writeLong(3); // events and time before the bets gained
            out.writeLong(1_700_000_002_000L);
            out.writeInt(8); // bets on rank scores
            out.writeDouble(1.5); // highest autocorrelation time
            DataInputDeserializer in = new DataInputDeserializer(out.getSharedBuffer(), 0, out.length());
            ConfirmationTest test = ConfirmationTest.read(in);
            if (in.available() > 0) {
                throw new IllegalStateException(
                        "expected the end of the test, got %d more bytes".formatted(in.available()));
            }
            return test;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeMeanDifference(float[] sum, long length, DataOutputSerializer out) throws IOException {
        out.writeInt(sum.length);
        for (float value : sum) {
            out.writeFloat(value);
        }
        out.writeLong(length);
        out.writeDouble(2.5); // squares of products
        out.writeLong(4); // products
    }

    private static float[] meanSum() {
        float[] sum = new float[MAP.whitening().typicalityIndex()];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = i - 30;
        }
        return sum;
    }

    private static ClassSketches classes() {
        SortedMap<String, ClassSketch> byClass = new TreeMap<>();
        byClass.put("gas", new ClassSketch(3, new double[] {0.5, -0.25}));
        byClass.put("lüft", new ClassSketch(1, new double[] {1, 0}));
        return new ClassSketches("r", MAP.fingerprint(), byClass);
    }

    private static VerifiedRelease verified() {
        return new VerifiedRelease(release(), "f".repeat(64), Instant.ofEpochMilli(3));
    }

    private static ModelRelease release() {
        ModelRelease release =
                PairedFeatureModels.release("site-ä", 2, "a", new Artifact(Artifact.Kind.INFERENCE, "0".repeat(64), 3));
        return ReleaseBuilder.copyOf(release)
                .id(release.id())
                .expiresAt(Instant.EPOCH)
                .build();
    }

    private static TypeSerializer<IncomingRecord> incomingRecords() {
        return IncomingRecord.TYPE.createSerializer(new SerializerConfigImpl());
    }

    private static ConfirmationWindow confirmationWindow() {
        double[] sum = new double[MAP.width()];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = i / 4.0 - 3;
        }
        return new ConfirmationWindow(5, Map.of(Channel.RAW, sum), EVENTS.subList(1, 3));
    }

    private static FeatureMap map(long seed) {
        float[] direction = new float[FEATURES];
        direction[3] = 1;
        float[] mean = new float[FEATURES];
        mean[0] = 0.5f;
        mean[3] = -0.25f;
        return new FeatureMap(
                new FeatureScaling(
                        new float[] {1, -2, 0.5f, 0, 3, 9},
                        new float[] {1, 2, 0.25f, 1, 4, 0},
                        new boolean[] {false, false, true, false, false, false}),
                new RandomFeatures(GaussianEventStream.WIDTH, FEATURES, 2.5, seed),
                new Whitening(mean, new float[][] {direction}, new float[] {0.75f}),
                Optional.of(dependenceForm(seed == WHITENED ? new float[0] : new float[] {0.5f, 0.25f})));
    }

    /** @param reductions empty if all features are whitened */
    private static DependenceForm dependenceForm(float[] reductions) {
        // Padded with zeros.
        float[][] projections = new float[8][2];
        projections[0] = new float[] {0.75f, -0.25f};
        projections[1] = new float[] {-0.25f, 0.75f};
        return new DependenceForm(
                new int[] {1, 4}, new float[] {0.5f, -1}, projections, reductions, new float[] {10, -20}, new float[] {
                    0.0625f, 0.125f
                });
    }

    private static CalibratedReference calibratedReference(String name, int version, FeatureMap map) {
        int[] sums = new int[map.width()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = 100 * (i % 7) - 250;
        }
        Sketch sketch = new Sketch(
                map.fingerprint(),
                40,
                GaussianEventStream.START,
                GaussianEventStream.START.plusSeconds(39),
                sums,
                new Moments(new long[] {1, 2, 3, -4, 5, 6}, new long[] {10, 20, 30, 40, 50, 60}),
                List.of(new OffsetRange("source.events", 0, 5, 45)));
        return new CalibratedReference(
                new Reference(name, version, sketch),
                new DriftThresholds(
                        new CalibratedThreshold(100_000, 4.25, 0.0625, 7, 50_000, 200_000, "the order is not random"),
                        200_000,
                        List.of(
                                new NullDistribution(1, 0.5, 2),
                                new NullDistribution(1.5, 0.25, 1),
                                new NullDistribution(1.25, 0.5, 0.5, 1.125)),
                        scores(0, 4, 4, 7.5f, 11, 30),
                        Optional.of(scores(-9, -7, -7, -2.5f)),
                        featureSums(),
                        rareEvents(),
                        1.5,
                        0.75));
    }

    private static ScoreDistributions scores(float... sorted) {
        return new ScoreDistributions(
                new RankScores(sorted),
                List.of(
                        new NullDistribution(0, 1, -0.25),
                        new NullDistribution(0, 1, 1),
                        new NullDistribution(0.25, 2, -0.5),
                        new NullDistribution(-0.5, 4, 0.25, 1.25)));
    }

    private static FeatureSums featureSums() {
        int count = 2 * GaussianEventStream.WIDTH;
        float[] means = new float[count];
        float[] deviations = new float[count];
        float[] skewness = new float[count];
        float[] degreesOfFreedom = new float[count];
        for (int i = 0; i < count; i++) {
            means[i] = 8 * i - 30;
            deviations[i] = i == 5 ? 0 : 64 + i;
            skewness[i] = i / 8f - 0.5f;
            degreesOfFreedom[i] = 40 - i;
        }
        return new FeatureSums(means, deviations, skewness, degreesOfFreedom);
    }

    /** Limits of both ranks, a rare value and a constant feature. */
    private static RareEventLimits rareEvents() {
        return new RareEventLimits(
                new RareValues(new int[] {2}, new float[] {1}, new int[] {3}, new int[] {5}, new float[] {9}),
                List.of(
                        new Recurrence(new int[] {2, 3, 5, 8}, new long[] {2, 9, 40, 150}),
                        new Recurrence(new int[] {2, 3, 5, 8}, new long[] {1, 2, 5, 14}),
                        new Recurrence(new int[] {3, 5, 8}, new long[] {4, 11, 31}),
                        new Recurrence(new int[] {2, 3}, new long[] {3, 12})));
    }

    /** Features with the rare value at every fourth event, and a departure of the constant at every third. */
    private static float[] raw(int event) {
        return new float[] {1, -2, event % 4 == 0 ? 1 : 0, 0, event, event % 3 == 0 ? 8 : 9};
    }

    private static float[] mapped(int event, int width) {
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
            values[i] = (37 * event + 11 * i) % 200 - 100;
        }
        return values;
    }

    private static DriftAlert alert() {
        return new AlertBuilder("site-ä", 1)
                .id("a")
                .reference(DriftWindow.SOURCE, 1, List.of(new OffsetRange("source.events", 0, 5, 45)))
                .times(
                        GaussianEventStream.START,
                        GaussianEventStream.START.plusSeconds(1),
                        GaussianEventStream.START.plusSeconds(2))
                .statistic(
                        3.5,
                        0.25,
                        new CalibratedThreshold(100_000, 4.25, 0.0625, 7, 50_000, 200_000, "the order is not random"))
                .window(3, List.of(new OffsetRange("target.events", 0, 0, 3)))
                .build();
    }

    private static DeadLetter deadLetter() {
        return DeadLetter.of(
                new ContractViolation(ContractViolation.Reason.MALFORMED, "expected more, got the end"),
                "target.events",
                1,
                42,
                "drift-job",
                null,
                new byte[] {1, 2, 3});
    }
}
