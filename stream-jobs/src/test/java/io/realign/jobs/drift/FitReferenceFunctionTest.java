package io.realign.jobs.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.alert.Channel;
import io.realign.alert.ClassSketch;
import io.realign.alert.FittedReference;
import io.realign.client.testing.ArtifactServer;
import io.realign.event.ContentId;
import io.realign.event.EventContract;
import io.realign.event.LocatedEvent;
import io.realign.jobs.runtime.ModelLoaderSettings;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitReferenceFunctionTest {
    private static final long SETTLE =
            GaussianEventStream.settings().sourceQuietPeriod().toMillis();

    @TempDir
    private Path cache;

    private final GaussianEventStream source = GaussianEventStream.source(1);
    private final PairedFeatureStream pairs = PairedFeatureStream.source();
    private KeyedTwoInputStreamOperatorTestHarness<String, LocatedEvent, ModelRelease, DetectionUpdate> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void source_isLearntAtTheLimit_andNeverAgain() throws Exception {
        feed(source.next("oven", 299, 0));
        assertThat(learnt()).isEmpty();

        feed(source.next("oven", 200, 0));
        harness.setProcessingTime(10 * SETTLE);

        assertThat(learnt()).hasSize(1);
        assertThat(learnt().get(0).calibratedReference().reference().sketch().count())
                .isEqualTo(300);
        assertThat(learnt().get(0).calibratedReference().reference().sketch().offsets())
                .hasToString("[source.events-0[0,300)]");
    }

    @Test
    void source_isLearnt_whenItHasTheMinimumAndFallsSilent() throws Exception {
        feed(source.next("oven", 200, 0));
        harness.setProcessingTime(SETTLE - 1);
        feed(source.next("oven", 10, 0));
        harness.setProcessingTime(SETTLE + 1);
        assertThat(learnt()).isEmpty();

        harness.setProcessingTime(2 * SETTLE);

        assertThat(learnt()).hasSize(1);
        assertThat(learnt().get(0).calibratedReference().reference().sketch().count())
                .isEqualTo(210);
    }

    @Test
    void source_isAwaited_belowTheMinimum() throws Exception {
        feed(source.next("oven", 199, 0));

        harness.setProcessingTime(100 * SETTLE);

        assertThat(learnt()).isEmpty();
    }

    @Test
    void reference_isRefitted_fromAllEvents_whenTheSourceHasGrownEnoughAndIsQuiet() throws Exception {
        feed(source.next("oven", 200, 0));
        harness.setProcessingTime(2 * SETTLE);
        feed(source.next("oven", 39, 0));
        harness.setProcessingTime(4 * SETTLE);
        assertThat(learnt()).hasSize(1);

        feed(source.next("oven", 1, 0));
        harness.setProcessingTime(6 * SETTLE);

        assertThat(learnt()).extracting(FittedReference::version).containsExactly(1, 2);
        assertThat(learnt().get(1).calibratedReference().reference().sketch().offsets())
                .hasToString("[source.events-0[0,240)]");
        assertThat(learnt().get(1).featureMap().fingerprint())
                .isNotEqualTo(learnt().get(0).featureMap().fingerprint());
    }

    @Test
    void reference_isRefitted_atTheLimit_withoutQuietPeriod_andEventsAreCleared() throws Exception {
        feed(source.next("oven", 200, 0));
        harness.setProcessingTime(2 * SETTLE);

        feed(source.next("oven", 200, 0));
        harness.setProcessingTime(4 * SETTLE);

        assertThat(learnt()).extracting(FittedReference::version).containsExactly(1, 2);
        assertThat(learnt().get(1).calibratedReference().reference().sketch().count())
                .isEqualTo(300);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    }

    @Test
    void source_isForgotten_whenItCannotGrowEnoughBelowTheLimit() throws Exception {
        feed(source.next("oven", 260, 0));
        harness.setProcessingTime(2 * SETTLE);

        feed(source.next("oven", 500, 0));
        harness.setProcessingTime(4 * SETTLE);

        assertThat(learnt()).hasSize(1);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    }

    @Test
    void sourceWithoutAnyVariety_isLeftBehind_andTheNextIsLearnt() throws Exception {
        List<LocatedEvent> same = source.next("oven", 1, 0);
        for (int i = 0; i < 300; i++) {
            feed(same);
        }
        harness.setProcessingTime(2 * SETTLE);
        assertThat(learnt()).isEmpty();

        feed(source.next("oven", 300, 0));

        assertThat(learnt()).hasSize(1);
        assertThat(learnt().get(0).calibratedReference().reference().sketch().offsets())
                .hasToString("[source.events-0[1,301)]");
    }

    @Test
    void restore_inTheMiddle_learnsTheSame() throws Exception {
        List<LocatedEvent> events = source.next("oven", 300, 0);
        feed(events.subList(0, 120));
        OperatorSubtaskState state = harness.snapshot(1, 1);
        feed(events.subList(120, 300));
        FittedReference straight = learnt().get(0);
        harness.close();

        harness = harness();
        harness.initializeState(state);
        harness.open();
        feed(events.subList(120, 300));

        assertThat(learnt()).hasSize(1);
        assertThat(learnt().get(0).featureMap().fingerprint())
                .isEqualTo(straight.featureMap().fingerprint());
        assertThat(learnt().get(0).calibratedReference()).isEqualTo(straight.calibratedReference());
    }

    @Test
    void restore_ofALearntSource_learnsNothingAgain_andThenTheSameNextVersion() throws Exception {
        List<LocatedEvent> events = source.next("oven", 240, 0);
        feed(events.subList(0, 200));
        harness.setProcessingTime(2 * SETTLE);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        feed(events.subList(200, 240));
        harness.setProcessingTime(4 * SETTLE);
        byte[] straight = bytes(learnt().get(1));
        harness.close();

        harness = harness();
        harness.initializeState(state);
        harness.open();
        feed(events.subList(200, 239));
        harness.setProcessingTime(2 * SETTLE);
        assertThat(learnt()).isEmpty();
        feed(events.subList(239, 240));
        harness.setProcessingTime(4 * SETTLE);

        assertThat(learnt()).hasSize(1);
        assertThat(bytes(learnt().get(0))).isEqualTo(straight);
    }

    @Test
    void source_isLookedAtThroughTheSharedRelease_fromTheEventsThatWereLearntFrom() throws Exception {
        try (ArtifactServer server = new ArtifactServer()) {
            openWithModelChannel(server);
            harness.processElement2(shared(server.put(PairedFeatureModels.firstPair())), 0);
            feedPairs(200);
            harness.setProcessingTime(2 * SETTLE);
            feedPairs(20);

            DetectionUpdate.ModelReferenceFitted seen = awaitSeen();

            assertThat(seen.predictedClasses().releaseId()).isEqualTo("*-1");
            assertThat(seen.predictedClasses().byClass()).containsOnlyKeys("left", "right");
            assertThat(seen.predictedClasses().byClass().values().stream()
                            .mapToLong(ClassSketch::count)
                            .sum())
                    .isEqualTo(200);
            FittedReference baseline = seen.reference().orElseThrow();
            assertThat(baseline.featureMap().inputs()).isEqualTo(2);
            assertThat(baseline.calibratedReference().reference().sketch().offsets())
                    .hasToString("[source.events-0[0,200)]");
        }
    }

    @Test
    void source_isKeptUntilItHasBeenSeen_alsoAcrossARestart() throws Exception {
        try (ArtifactServer server = new ArtifactServer()) {
            byte[] model = PairedFeatureModels.firstPair();
            openWithModelChannel(server);
            harness.processElement2(
                    shared(new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(model), model.length)), 0);
            feedPairs(300);
            harness.setProcessingTime(2 * SETTLE);
            OperatorSubtaskState state = harness.snapshot(1, 1);
            harness.close();

            server.put(model);
            harness = harness(seeing(server));
            harness.initializeState(state);
            harness.open();
            DetectionUpdate.ModelReferenceFitted seen = awaitSeen();

            assertThat(seen.reference()
                            .orElseThrow()
                            .calibratedReference()
                            .reference()
                            .count())
                    .isEqualTo(300);
            harness.setProcessingTime(100 * SETTLE);
            assertThat(harness.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void refittedReference_isAlsoRefittedForTheModelChannel() throws Exception {
        try (ArtifactServer server = new ArtifactServer()) {
            openWithModelChannel(server);
            harness.processElement2(shared(server.put(PairedFeatureModels.firstPair())), 0);
            feedPairs(200);
            harness.setProcessingTime(2 * SETTLE);
            assertThat(awaitSeen().reference().orElseThrow().version()).isEqualTo(1);
            feedPairs(100);

            assertThat(seen()).hasSize(2);
            assertThat(seen().get(1).reference().orElseThrow().version()).isEqualTo(2);
            assertThat(seen().get(1).predictedClasses().mapFingerprint())
                    .isNotEqualTo(seen().get(0).predictedClasses().mapFingerprint());
        }
    }

    private void openWithModelChannel(ArtifactServer server) throws Exception {
        harness.close();
        harness = harness(seeing(server));
        harness.open();
    }

    private DriftSettings seeing(ArtifactServer server) {
        return GaussianEventStream.withChannels(
                EnumSet.allOf(Channel.class),
                new ModelLoaderSettings(server.address(), cache.toString()),
                new EventContract(PairedFeatureStream.WIDTH, PairedFeatureStream.LABELS, Duration.ofHours(1)));
    }

    private static ModelRelease shared(Artifact artifact) {
        return PairedFeatureModels.release(ModelRelease.SHARED, 1, "", artifact);
    }

    private void feedPairs(int count) throws Exception {
        feed(pairs.next("lab", count, PairedFeatureStream.Shift.NO_SHIFT));
    }

    private List<DetectionUpdate.ModelReferenceFitted> seen() {
        return harness.extractOutputValues().stream()
                .filter(DetectionUpdate.ModelReferenceFitted.class::isInstance)
                .map(DetectionUpdate.ModelReferenceFitted.class::cast)
                .toList();
    }

    private DetectionUpdate.ModelReferenceFitted awaitSeen() throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (long time = 10 * SETTLE; seen().isEmpty(); time += 1000) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            harness.setProcessingTime(time);
        }
        return seen().get(0);
    }

    private static byte[] bytes(FittedReference baseline) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1 << 12);
        new FittedReferenceSerializer().serialize(baseline, out);
        return out.getCopyOfBuffer();
    }

    private void feed(List<LocatedEvent> events) throws Exception {
        for (LocatedEvent event : events) {
            harness.processElement1(event, 0);
        }
    }

    private List<FittedReference> learnt() {
        return harness.extractOutputValues().stream()
                .map(notice -> ((DetectionUpdate.RawReferenceFitted) notice).reference())
                .toList();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, LocatedEvent, ModelRelease, DetectionUpdate> harness()
            throws Exception {
        return harness(GaussianEventStream.settings());
    }

    static KeyedTwoInputStreamOperatorTestHarness<String, LocatedEvent, ModelRelease, DetectionUpdate> harness(
            DriftSettings settings) throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, LocatedEvent, ModelRelease, DetectionUpdate> harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new FitReferenceFunction(settings)),
                        event -> "source",
                        release -> "source",
                        Types.STRING);
        harness.setup(DetectionUpdate.TYPE.createSerializer(new SerializerConfigImpl()));
        return harness;
    }
}
