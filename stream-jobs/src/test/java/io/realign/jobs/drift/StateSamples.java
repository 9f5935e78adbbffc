package io.realign.jobs.drift;

import io.realign.alert.Adapting;
import io.realign.alert.Alarm;
import io.realign.alert.Baseline;
import io.realign.alert.Calibrated;
import io.realign.alert.Channel;
import io.realign.alert.ClassGroup;
import io.realign.alert.Classes;
import io.realign.alert.Confirmed;
import io.realign.alert.DomainTime;
import io.realign.alert.DriftAlert;
import io.realign.alert.DriftDetector;
import io.realign.alert.Episode;
import io.realign.alert.Fresh;
import io.realign.alert.Law;
import io.realign.alert.Laws;
import io.realign.alert.Persisting;
import io.realign.alert.Quiet;
import io.realign.alert.Regime;
import io.realign.alert.SequentialTest;
import io.realign.alert.Standing;
import io.realign.alert.Suspected;
import io.realign.alert.Threshold;
import io.realign.alert.Watched;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Rejection;
import io.realign.jobs.AnnouncementSerializer;
import io.realign.jobs.Arrival;
import io.realign.jobs.DeadLetterSerializer;
import io.realign.jobs.LocatedEventSerializer;
import io.realign.jobs.MessageSerializer;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.schemas.Announcement;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import io.realign.window.Embedding;
import io.realign.window.FeatureMap;
import io.realign.window.Moments;
import io.realign.window.RandomFeatures;
import io.realign.window.Reference;
import io.realign.window.Sketch;
import io.realign.window.Standardiser;
import io.realign.window.Tally;
import io.realign.window.Whitening;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * One value of each kind that state is made of, the same in every run and whatever the rules would make of it. A field
 * that is added has its default here, so that what was written without it is read as the same value.
 */
final class StateSamples {
    private static final int FEATURES = 64;
    private static final int WINDOW = 16;
    private static final FeatureMap MAP = map(7);
    private static final Regime SOURCE = regime(DriftWindow.SOURCE, 2, MAP);
    private static final Regime OWN = regime("a", 1, MAP);
    private static final List<LocatedEvent> EVENTS = Ovens.target(3).next("site-ä", 3, 0);
    private static final DriftAlert ALERT = alert();

    /**
     * A value and what writes it.
     *
     * @param name of the folder of its frozen bytes
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
                new Sample<>("arrival-accepted", arrivals(), new Arrival.Accepted(EVENTS.get(0))),
                new Sample<>("arrival-refused", arrivals(), new Arrival.Refused(letter())),
                new Sample<>(
                        "announcement-released", new AnnouncementSerializer(), new Announcement.Released(release())),
                new Sample<>(
                        "announcement-traced",
                        new AnnouncementSerializer(),
                        new Announcement.Released(
                                release(), Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))),
                new Sample<>(
                        "announcement-refused",
                        new AnnouncementSerializer(),
                        new Announcement.Refused("site-ä", "models-0 offset 3: expected a signature, got none")),
                new Sample<>("dead-letter", new DeadLetterSerializer(), letter()),
                new Sample<>("alert", new MessageSerializer<>(Topics.DRIFT_ALERTS), ALERT),
                new Sample<>("baseline", new BaselineSerializer(), new Baseline(MAP, SOURCE)),
                new Sample<>("classes", new ClassesSerializer(), classes()),
                new Sample<>("notice-learned", new NoticeSerializer(), new Notice.Learned(new Baseline(MAP, SOURCE))),
                new Sample<>(
                        "notice-seen",
                        new NoticeSerializer(),
                        new Notice.Seen(Optional.of(new Baseline(MAP, SOURCE)), classes())),
                new Sample<>("notice-released", new NoticeSerializer(), new Notice.Released(release())),
                new Sample<>("notice-decided", new NoticeSerializer(), new Notice.Decided("a", 2)),
                detector("quiet", new Quiet(2)),
                detector(
                        "suspected",
                        new Suspected(
                                new Persisting(1),
                                Channel.MODEL,
                                new Alarm(1.25, 9, Ovens.START),
                                Ovens.START.plusMillis(1),
                                fresh(),
                                fresh())),
                detector("confirmed", new Confirmed(ALERT, EVENTS, fresh(), 1)),
                detector(
                        "adapting",
                        new Adapting(
                                ALERT,
                                true,
                                EVENTS,
                                new Standing(
                                        Map.of(Channel.RAW, SOURCE, Channel.MODEL, OWN),
                                        Map.of(Channel.RAW, MAP),
                                        Optional.empty(),
                                        Optional.empty()),
                                fresh())),
                new Sample<>("detector-new", new DetectorSerializer(), new DriftDetector("site-ä", WINDOW)));
    }

    private static Sample<DriftDetector> detector(String name, Episode episode) {
        SequentialTest test = new SequentialTest(OWN, Ovens.START.toEpochMilli());
        for (int i = 0; i < 11; i++) {
            test.observe(row(i, MAP.width()), Ovens.START.toEpochMilli() + i, OWN, MAP.whitening());
        }
        Tally tally = new Tally();
        tally.add(Ovens.START.toEpochMilli(), OffsetRange.of("target.events", 1, 41));
        return new Sample<>(
                "detector-" + name,
                new DetectorSerializer(),
                new DriftDetector(new Watched(
                        "site-ä",
                        WINDOW,
                        Map.of(Channel.RAW, test),
                        new Standing(
                                Map.of(Channel.RAW, OWN),
                                Map.of(Channel.RAW, MAP, Channel.MODEL, map(8)),
                                Optional.of("r"),
                                Optional.of(classes())),
                        tally,
                        episode,
                        new DomainTime(Ovens.START, Ovens.START.plusNanos(5)),
                        Optional.of(OffsetRange.of("target.events", 1, 41)))));
    }

    private static Classes classes() {
        SortedMap<String, ClassGroup> groups = new TreeMap<>();
        groups.put("gas", new ClassGroup(3, new double[] {0.5, -0.25}));
        groups.put("lüft", new ClassGroup(1, new double[] {1, 0}));
        return new Classes("r", MAP.identity(), groups);
    }

    private static ModelRelease release() {
        ModelRelease release =
                PairModels.release("site-ä", 2, "a", new Artifact(Artifact.Kind.INFERENCE, "0".repeat(64), 3));
        return new ModelRelease(
                release.id(),
                release.domain(),
                release.version(),
                release.parentVersion(),
                release.alertId(),
                release.adaptationId(),
                release.features(),
                release.labels(),
                release.artifacts(),
                release.data(),
                release.seed(),
                release.steps(),
                release.alpha(),
                release.votes(),
                release.createdAt(),
                Provenance.UNKNOWN,
                Instant.EPOCH,
                0);
    }

    private static TypeSerializer<Arrival> arrivals() {
        return Arrival.TYPE.createSerializer(new SerializerConfigImpl());
    }

    private static Fresh fresh() {
        double[] sum = new double[MAP.width()];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = i / 4.0 - 3;
        }
        return new Fresh(5, Map.of(Channel.RAW, sum), EVENTS.subList(1, 3));
    }

    private static FeatureMap map(long seed) {
        float[] direction = new float[FEATURES];
        direction[3] = 1;
        float[] mean = new float[FEATURES];
        mean[0] = 0.5f;
        mean[3] = -0.25f;
        return new FeatureMap(
                new Embedding(
                        new Standardiser(new float[] {1, -2, 0.5f, 0, 3, 9}, new float[] {1, 2, 0.25f, 1, 4, 8}),
                        RandomFeatures.structured(Ovens.WIDTH, FEATURES, 2.5, seed)),
                new Whitening(mean, new float[][] {direction}, new float[] {0.75f}));
    }

    private static Regime regime(String name, int version, FeatureMap map) {
        int[] sums = new int[map.width()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = 100 * (i % 7) - 250;
        }
        Sketch sketch = new Sketch(
                map.identity(),
                40,
                Ovens.START,
                Ovens.START.plusSeconds(39),
                sums,
                new Moments(new long[] {1, 2, 3, -4, 5, 6}, new long[] {10, 20, 30, 40, 50, 60}),
                List.of(new OffsetRange("source.events", 0, 5, 45)));
        return new Regime(
                new Reference(name, version, sketch),
                new Threshold(
                        new Calibrated(100_000, 4.25, 0.0625, 7),
                        new Law(0, 0.5, -2),
                        List.of(
                                new Laws(new Law(1, 0.5, 2), new Law(0, 1, 1)),
                                new Laws(new Law(1.5, 0.25, 1), new Law(0.25, 2, -0.5)),
                                new Laws(new Law(1.25, 0.5, 0.5), new Law(-0.5, 4, 0.25))),
                        1.5));
    }

    private static float[] row(int event, int width) {
        float[] row = new float[width];
        for (int i = 0; i < width; i++) {
            row[i] = (37 * event + 11 * i) % 200 - 100;
        }
        return row;
    }

    private static DriftAlert alert() {
        return new DriftAlert(
                "a",
                "site-ä",
                1,
                DriftWindow.SOURCE,
                1,
                DriftWindow.RAW,
                Ovens.START,
                Ovens.START.plusSeconds(1),
                Ovens.START.plusSeconds(2),
                3.5,
                0.25,
                3,
                List.of(new OffsetRange("target.events", 0, 0, 3)),
                List.of(new OffsetRange("source.events", 0, 5, 45)),
                new Calibrated(100_000, 4.25, 0.0625, 7),
                List.of(),
                Optional.empty());
    }

    private static DeadLetter letter() {
        return new DeadLetter(
                new Rejection(Rejection.Reason.MALFORMED, "expected more, got the end"),
                "target.events",
                1,
                42,
                "drift-job",
                null,
                new byte[] {1, 2, 3});
    }
}
