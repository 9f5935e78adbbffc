package io.realign.jobs.drift;

import static io.realign.client.testing.TestReleases.verified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.alert.Channel;
import io.realign.alert.ClassSketch;
import io.realign.alert.FittedReference;
import io.realign.client.testing.ArtifactServer;
import io.realign.client.testing.TestKeys;
import io.realign.event.ContentId;
import io.realign.event.EventContract;
import io.realign.event.LocatedEvent;
import io.realign.jobs.runtime.ModelLoaderSettings;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.VerifiedRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CancellationException;
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
    private static final long QUIET_MILLIS =
            GaussianEventStream.settings().sourceQuietPeriod().toMillis();

    @TempDir
    private Path cache;

    private final GaussianEventStream source = GaussianEventStream.source(1);
    private final PairedFeatureStream pairs = PairedFeatureStream.source();
    private KeyedTwoInputStreamOperatorTestHarness<String, LocatedEvent, VerifiedRelease, DetectionUpdate> harness;

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
    void reference_isFittedOnce_atTheMaximum() throws Exception {
        feed(source.next("oven", 299, 0));
        assertThat(fitted()).isEmpty();

        feed(source.next("oven", 200, 0));
        harness.setProcessingTime(10 * QUIET_MILLIS);

        assertThat(fitted()).hasSize(1);
        assertThat(fitted().get(0).calibratedReference().reference().sketch().count())
                .isEqualTo(300);
        assertThat(fitted().get(0).calibratedReference().reference().sketch().offsets())
                .hasToString("[source.events-0[0,300)]");
    }

    @Test
    void reference_isFitted_atTheMinimumAfterAQuietPeriod() throws Exception {
        feed(source.next("oven", 200, 0));
        harness.setProcessingTime(QUIET_MILLIS - 1);
        feed(source.next("oven", 10, 0));
        harness.setProcessingTime(QUIET_MILLIS + 1);
        assertThat(fitted()).isEmpty();

        harness.setProcessingTime(2 * QUIET_MILLIS);

        assertThat(fitted()).hasSize(1);
        assertThat(fitted().get(0).calibratedReference().reference().sketch().count())
                .isEqualTo(210);
    }

    @Test
    void reference_isNotFitted_belowTheMinimum() throws Exception {
        feed(source.next("oven", 199, 0));

        harness.setProcessingTime(100 * QUIET_MILLIS);

        assertThat(fitted()).isEmpty();
    }

    @Test
    void reference_isRefitted_fromAllEvents_whenTheSourceHasGrownEnoughAndIsQuiet() throws Exception {
        feed(source.next("oven", 200, 0));
        harness.setProcessingTime(2 * QUIET_MILLIS);
        feed(source.next("oven", 39, 0));
        harness.setProcessingTime(4 * QUIET_MILLIS);
        assertThat(fitted()).hasSize(1);

        feed(source.next("oven", 1, 0));
        harness.setProcessingTime(6 * QUIET_MILLIS);

        assertThat(fitted()).extracting(FittedReference::version).containsExactly(1, 2);
        assertThat(fitted().get(1).calibratedReference().reference().sketch().offsets())
                .hasToString("[source.events-0[0,240)]");
        assertThat(fitted().get(1).featureMap().fingerprint())
                .isNotEqualTo(fitted().get(0).featureMap().fingerprint());
    }

    @Test
    void reference_isRefitted_atTheMaximum_withoutQuietPeriod_andEventsAreCleared() throws Exception {
        feed(source.next("oven", 200, 0));
        harness.setProcessingTime(2 * QUIET_MILLIS);

        feed(source.next("oven", 200, 0));
        harness.setProcessingTime(4 * QUIET_MILLIS);

        assertThat(fitted()).extracting(FittedReference::version).containsExactly(1, 2);
        assertThat(fitted().get(1).calibratedReference().reference().sketch().count())
                .isEqualTo(300);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
    }

    @Test
    void events_areCleared_whenTheMaximumPreventsARefit() throws Exception {
        feed(source.next("oven", 260, 0));
        harness.setProcessingTime(2 * QUIET_MILLIS);

        feed(source.next("oven", 500, 0));
        harness.setProcessingTime(4 * QUIET_MILLIS);

        assertThat(fitted()).hasSize(1);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
    }

    @Test
    void constantSource_isDiscarded_andTheNextEventsAreFitted() throws Exception {
        List<LocatedEvent> constant = source.next("oven", 1, 0);
        for (int i = 0; i < 300; i++) {
            feed(constant);
        }
        harness.setProcessingTime(2 * QUIET_MILLIS);
        assertThat(fitted()).isEmpty();

        feed(source.next("oven", 300, 0));

        assertThat(fitted()).hasSize(1);
        assertThat(fitted().get(0).calibratedReference().reference().sketch().offsets())
                .hasToString("[source.events-0[1,301)]");
    }

    @Test
    void restore_beforeTheFit_givesTheSameReference() throws Exception {
        List<LocatedEvent> events = source.next("oven", 300, 0);
        feed(events.subList(0, 120));
        OperatorSubtaskState state = harness.snapshot(1, 1);
        feed(events.subList(120, 300));
        FittedReference uninterrupted = fitted().get(0);
        harness.close();

        harness = harness();
        harness.initializeState(state);
        harness.open();
        feed(events.subList(120, 300));

        assertThat(fitted()).hasSize(1);
        assertThat(fitted().get(0).featureMap().fingerprint())
                .isEqualTo(uninterrupted.featureMap().fingerprint());
        assertThat(fitted().get(0).calibratedReference()).isEqualTo(uninterrupted.calibratedReference());
    }

    @Test
    void restore_afterTheFit_doesNotRefit_andGivesTheSameNextVersion() throws Exception {
        List<LocatedEvent> events = source.next("oven", 240, 0);
        feed(events.subList(0, 200));
        harness.setProcessingTime(2 * QUIET_MILLIS);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        feed(events.subList(200, 240));
        harness.setProcessingTime(4 * QUIET_MILLIS);
        byte[] uninterruptedBytes = bytes(fitted().get(1));
        harness.close();

        harness = harness();
        harness.initializeState(state);
        harness.open();
        feed(events.subList(200, 239));
        harness.setProcessingTime(2 * QUIET_MILLIS);
        assertThat(fitted()).isEmpty();
        feed(events.subList(239, 240));
        harness.setProcessingTime(4 * QUIET_MILLIS);

        assertThat(fitted()).hasSize(1);
        assertThat(bytes(fitted().get(0))).isEqualTo(uninterruptedBytes);
    }

    @Test
    void modelReference_isFittedToTheSameEvents_withTheBaseModel() throws Exception {
        try (ArtifactServer server = new ArtifactServer()) {
            openWithModelChannel(server);
            harness.processElement2(verified(baseModel(server.put(PairedFeatureModels.firstPair()))), 0);
            feedPairs(200);
            harness.setProcessingTime(2 * QUIET_MILLIS);
            feedPairs(20);

            DetectionUpdate.ModelReferenceFitted model = awaitModelReference();

            assertThat(model.predictedClasses().releaseId()).isEqualTo("*-1");
            assertThat(model.predictedClasses().byClass()).containsOnlyKeys("left", "right");
            assertThat(model.predictedClasses().byClass().values().stream()
                            .mapToLong(ClassSketch::count)
                            .sum())
                    .isEqualTo(200);
            FittedReference reference = model.reference().orElseThrow();
            assertThat(reference.featureMap().inputs()).isEqualTo(2);
            assertThat(reference.calibratedReference().reference().sketch().offsets())
                    .hasToString("[source.events-0[0,200)]");
        }
    }

    @Test
    void events_areRetainedUntilTheModelReferenceIsFitted_acrossARestart() throws Exception {
        try (ArtifactServer server = new ArtifactServer()) {
            byte[] model = PairedFeatureModels.firstPair();
            openWithModelChannel(server);
            harness.processElement2(
                    verified(baseModel(new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(model), model.length))),
                    0);
            feedPairs(300);
            harness.setProcessingTime(2 * QUIET_MILLIS);
            OperatorSubtaskState state = harness.snapshot(1, 1);
            harness.close();

            server.put(model);
            harness = harness(withModelChannel(server));
            harness.initializeState(state);
            harness.open();
            DetectionUpdate.ModelReferenceFitted fittedModel = awaitModelReference();

            assertThat(fittedModel
                            .reference()
                            .orElseThrow()
                            .calibratedReference()
                            .reference()
                            .count())
                    .isEqualTo(300);
            harness.setProcessingTime(100 * QUIET_MILLIS);
            assertThat(harness.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void baseModelThatCannotBeLoaded_endsThePolls_andTheNextOneIsFitted() throws Exception {
        try (ArtifactServer server = new ArtifactServer()) {
            openWithModelChannel(server);
            harness.processElement2(verified(baseModel(server.put(new byte[] {1, 2, 3}))), 0);
            feedPairs(200);
            harness.setProcessingTime(2 * QUIET_MILLIS);
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            for (long millis = 10 * QUIET_MILLIS; harness.numProcessingTimeTimers() > 0; millis += 1000) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                harness.setProcessingTime(millis);
            }

            harness.processElement2(
                    verified(PairedFeatureModels.release(
                            ModelRelease.SHARED, 2, "", server.put(PairedFeatureModels.firstPair()))),
                    0);

            assertThat(awaitModelReference().predictedClasses().releaseId()).isEqualTo("*-2");
        }
    }

    @Test
    void interruptedFit_keepsTheEvents() throws Exception {
        List<LocatedEvent> events = source.next("oven", 300, 0);
        feed(events.subList(0, 299));
        OperatorSubtaskState state = harness.snapshot(1, 1);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> feed(events.subList(299, 300))).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        harness.close();

        harness = harness();
        harness.initializeState(state);
        harness.open();
        feed(events.subList(299, 300));

        assertThat(fitted()).hasSize(1);
    }

    @Test
    void refittedReference_isAlsoRefittedForTheModelChannel() throws Exception {
        try (ArtifactServer server = new ArtifactServer()) {
            openWithModelChannel(server);
            harness.processElement2(verified(baseModel(server.put(PairedFeatureModels.firstPair()))), 0);
            feedPairs(200);
            harness.setProcessingTime(2 * QUIET_MILLIS);
            assertThat(awaitModelReference().reference().orElseThrow().version())
                    .isEqualTo(1);
            feedPairs(100);

            assertThat(modelReferences()).hasSize(2);
            assertThat(modelReferences().get(1).reference().orElseThrow().version())
                    .isEqualTo(2);
            assertThat(modelReferences().get(1).predictedClasses().mapFingerprint())
                    .isNotEqualTo(modelReferences().get(0).predictedClasses().mapFingerprint());
        }
    }

    private void openWithModelChannel(ArtifactServer server) throws Exception {
        harness.close();
        harness = harness(withModelChannel(server));
        harness.open();
    }

    private DriftSettings withModelChannel(ArtifactServer server) {
        return GaussianEventStream.withChannels(
                EnumSet.allOf(Channel.class),
                new ModelLoaderSettings(server.address(), cache.toString(), TestKeys.DEFAULT.trusted()),
                new EventContract(PairedFeatureStream.WIDTH, PairedFeatureStream.LABELS, Duration.ofHours(1)));
    }

    private static ModelRelease baseModel(Artifact artifact) {
        return PairedFeatureModels.release(ModelRelease.SHARED, 1, "", artifact);
    }

    private void feedPairs(int count) throws Exception {
        feed(pairs.next("lab", count, PairedFeatureStream.Shift.NO_SHIFT));
    }

    private List<DetectionUpdate.ModelReferenceFitted> modelReferences() {
        return harness.extractOutputValues().stream()
                .filter(DetectionUpdate.ModelReferenceFitted.class::isInstance)
                .map(DetectionUpdate.ModelReferenceFitted.class::cast)
                .toList();
    }

    private DetectionUpdate.ModelReferenceFitted awaitModelReference() throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (long millis = 10 * QUIET_MILLIS; modelReferences().isEmpty(); millis += 1000) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            harness.setProcessingTime(millis);
        }
        return modelReferences().get(0);
    }

    private static byte[] bytes(FittedReference reference) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1 << 12);
        new FittedReferenceSerializer().serialize(reference, out);
        return out.getCopyOfBuffer();
    }

    private void feed(List<LocatedEvent> events) throws Exception {
        for (LocatedEvent event : events) {
            harness.processElement1(event, 0);
        }
    }

    private List<FittedReference> fitted() {
        return harness.extractOutputValues().stream()
                .map(update -> ((DetectionUpdate.RawReferenceFitted) update).reference())
                .toList();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, LocatedEvent, VerifiedRelease, DetectionUpdate>
            harness() throws Exception {
        return harness(GaussianEventStream.settings());
    }

    static KeyedTwoInputStreamOperatorTestHarness<String, LocatedEvent, VerifiedRelease, DetectionUpdate> harness(
            DriftSettings settings) throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, LocatedEvent, VerifiedRelease, DetectionUpdate> harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new FitReferenceFunction(settings)),
                        event -> "source",
                        release -> "source",
                        Types.STRING);
        harness.setup(DetectionUpdate.TYPE.createSerializer(new SerializerConfigImpl()));
        return harness;
    }
}
