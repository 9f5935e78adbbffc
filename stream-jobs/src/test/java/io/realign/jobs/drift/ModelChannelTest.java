package io.realign.jobs.drift;

import static io.realign.client.testing.TestReleases.verified;
import static io.realign.jobs.drift.PairedFeatureModels.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.alert.Channel;
import io.realign.alert.DriftAlert;
import io.realign.client.testing.ArtifactServer;
import io.realign.client.testing.TestKeys;
import io.realign.event.ContentId;
import io.realign.event.EventContract;
import io.realign.event.LocatedEvent;
import io.realign.jobs.drift.PairedFeatureStream.Shift;
import io.realign.jobs.runtime.ModelLoaderSettings;
import io.realign.jobs.runtime.RecordGuard;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The detection with ONNX models. */
class ModelChannelTest extends DetectionTestBase {
    private static final EnumSet<Channel> BOTH_CHANNELS = EnumSet.allOf(Channel.class);
    /** Three standard deviations of the difference of a pair. */
    private static final double GAP = 0.15;

    private static final int EVENTS_PER_BLOCK = GaussianEventStream.WINDOW / 8;
    private static final long TIMEOUT_NANOS = Duration.ofSeconds(30).toNanos();

    /** Updates of the fitted references by channels and base model. A fit calibrates, which takes seconds. */
    private static final Map<FitInputs, List<DetectionUpdate>> FITTED = new HashMap<>();

    private record FitInputs(Set<Channel> channels, Artifact baseModel) {}

    @TempDir
    private Path cache;

    private final PairedFeatureStream target = PairedFeatureStream.target(2);
    private ArtifactServer server;
    private ModelRelease baseModel;
    private DriftSettings settings;

    @Override
    DetectDriftFunction detection() {
        return new DetectDriftFunction(settings, RecordGuard.disabled("drift-job"));
    }

    @BeforeEach
    void start() throws Exception {
        server = new ArtifactServer();
        baseModel = release(ModelRelease.SHARED, 1, "", server.put(PairedFeatureModels.firstPair()));
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
        server.close();
    }

    @Test
    void driftInTheEmbedding_raisesAnAlertOfTheModelChannel() throws Exception {
        openWithChannels(EnumSet.of(Channel.RAW));
        drift(Shift.firstPair(GAP));
        assertThat(alerts()).isEmpty();
        harness.close();

        openWithChannels(BOTH_CHANNELS);
        drift(Shift.firstPair(GAP));

        assertThat(alerts()).extracting(DriftAlert::channel).containsExactly(DriftWindow.MODEL);
    }

    @Test
    void driftOutsideTheEmbedding_raisesAnAlertOfTheRawChannel() throws Exception {
        openWithChannels(BOTH_CHANNELS);
        drift(Shift.independentFeature(2));

        assertThat(alerts()).extracting(DriftAlert::channel).containsExactly(DriftWindow.RAW);
    }

    @Test
    void disabledRawChannel_raisesNoAlert_andWindowsReportRawDistances() throws Exception {
        openWithChannels(EnumSet.of(Channel.MODEL));
        drift(Shift.independentFeature(2));

        assertThat(alerts()).isEmpty();
        DriftWindow last = windows().get(windows().size() - 1);
        assertThat(last.sourceMmd2()).isGreaterThan(0.05);
        assertThat(last.score()).isLessThan(1);

        process(target.next("oven", 150, Shift.firstPair(GAP)));
        assertThat(alerts()).extracting(DriftAlert::channel).containsExactly(DriftWindow.MODEL);
    }

    @Test
    void labelShift_isExplainedByTheClassShares() throws Exception {
        openWithChannels(BOTH_CHANNELS);
        drift(Shift.classShare(0.95));

        var classes = alerts().get(0).classShift().orElseThrow();
        assertThat(classes.explainedFraction()).isGreaterThan(0.8);
        assertThat(classes.pValue()).isLessThan(0.001);
        assertThat(classes.classes()).hasSize(2).allSatisfy(share -> assertThat(share.referenceShare())
                .isBetween(0.4, 0.6));
    }

    @Test
    void covariateShift_isNotExplainedByTheClassShares() throws Exception {
        openWithChannels(BOTH_CHANNELS);
        drift(Shift.independentFeature(2));

        var classes = alerts().get(0).classShift().orElseThrow();
        assertThat(classes.explainedFraction()).isLessThan(0.1);
        assertThat(classes.pValue()).isGreaterThan(0.01);
    }

    @Test
    void alert_hasNoClassShift_withoutTheModelChannel() throws Exception {
        openWithChannels(EnumSet.of(Channel.RAW));
        drift(Shift.classShare(0.95));

        assertThat(alerts().get(0).classShift()).isEmpty();
    }

    @Test
    void loadedModel_isActivatedBetweenEvents() throws Exception {
        openWithChannels(BOTH_CHANNELS);
        harness.close();
        create();
        harness.open();
        broadcastAll(fit(BOTH_CHANNELS));
        broadcast(new DetectionUpdate.RolloutCompleted(verified(baseModel)));

        long deadline = System.nanoTime() + TIMEOUT_NANOS;
        while (alerts().isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            process(target.next("oven", 10, Shift.NO_SHIFT));
            process(target.next("oven", 150, Shift.firstPair(GAP)));
            Thread.sleep(10);
        }

        assertThat(alerts().get(0).channel()).isEqualTo(DriftWindow.MODEL);
    }

    @Test
    void unavailableAdapter_leavesOnlyTheRawChannel() throws Exception {
        List<DetectionUpdate> fitted = fit(BOTH_CHANNELS);
        server.close();
        settings = settings(BOTH_CHANNELS, cache.resolve("empty"));
        create();
        harness.open();
        broadcastAll(fitted);
        broadcast(new DetectionUpdate.RolloutCompleted(verified(baseModel)));
        restart();

        drift(Shift.independentFeature(2));

        assertThat(alerts()).extracting(DriftAlert::channel).containsExactly(DriftWindow.RAW);
        assertThat(alerts().get(0).classShift()).isEmpty();
    }

    @Test
    void release_isUsedOnlyForItsDomain() throws Exception {
        openWithChannels(BOTH_CHANNELS);
        drift(Shift.independentFeature(2));
        String alertId = alerts().get(0).id();

        endAdaptation(alertId, server.put(PairedFeatureModels.secondPair()));
        process(target.next("oven", GaussianEventStream.WINDOW + EVENTS_PER_BLOCK, Shift.independentFeature(2)));
        assertThat(newestState()).isEqualTo(State.ADAPTED);
        process(target.next("oven", 200, Shift.independentFeature(2)));
        process(target.next("oven", 150, new Shift(GAP, 0, 0.5, 2)));
        assertThat(alerts()).isEmpty();
        process(target.next("oven", 150, new Shift(0, GAP, 0.5, 2)));
        process(target.next("kiln", 200, Shift.NO_SHIFT));
        process(target.next("kiln", 150, Shift.firstPair(GAP)));

        assertThat(alerts()).extracting(DriftAlert::domain).containsExactly("oven", "kiln");
        assertThat(alerts()).extracting(DriftAlert::channel).containsOnly(DriftWindow.MODEL);
        assertThat(alerts().get(0).reference().name()).isEqualTo(alertId);
        assertThat(alerts().get(0).classShift()).isPresent();
    }

    @Test
    void rejection_keepsTheModel_andMakesTheEmbeddedAlertWindowTheReference() throws Exception {
        openWithChannels(BOTH_CHANNELS);
        drift(Shift.firstPair(GAP));
        String alertId = alerts().get(0).id();

        broadcast(new DetectionUpdate.AdaptationEnded(alertId, 0));
        process(target.next("oven", GaussianEventStream.WINDOW + EVENTS_PER_BLOCK, Shift.firstPair(GAP)));
        assertThat(newestState()).isEqualTo(State.PERSISTING);
        process(target.next("oven", 300, Shift.firstPair(GAP)));
        assertThat(alerts()).hasSize(1);
        process(target.next("oven", 150, Shift.firstPair(-GAP)));

        assertThat(alerts()).extracting(found -> found.reference().name()).containsExactly(DriftWindow.SOURCE, alertId);
        assertThat(alerts().get(1).channel()).isEqualTo(DriftWindow.MODEL);
    }

    @Test
    void outcome_isDeferred_untilItsModelIsLoaded() throws Exception {
        openWithChannels(BOTH_CHANNELS);
        drift(Shift.independentFeature(2));
        String alertId = alerts().get(0).id();

        broadcast(new DetectionUpdate.AdaptationEnded(alertId, 2));
        process(target.next("oven", 100, Shift.independentFeature(2)));
        assertThat(newestState()).isEqualTo(State.CONFIRMED);
        broadcast(new DetectionUpdate.RolloutCompleted(
                verified(release("oven", 2, alertId, server.put(PairedFeatureModels.secondPair())))));
        restart();
        process(target.next("oven", EVENTS_PER_BLOCK, Shift.independentFeature(2)));

        assertThat(newestState()).isEqualTo(State.ADAPTING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void outcome_isNotDeferred_whenItsModelCannotBeLoaded(boolean corrupt) throws Exception {
        openWithChannels(BOTH_CHANNELS);
        drift(Shift.independentFeature(2));
        byte[] bytes = {1, 2, 3};
        Artifact artifact = corrupt
                ? server.put(bytes)
                : new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(bytes), bytes.length);

        endAdaptation(alerts().get(0).id(), artifact);
        process(target.next("oven", GaussianEventStream.WINDOW + EVENTS_PER_BLOCK, Shift.independentFeature(2)));
        process(target.next("oven", 200, Shift.independentFeature(2)));
        process(target.next("oven", 150, new Shift(GAP, 0, 0.5, 2)));
        assertThat(alerts()).isEmpty();
        process(target.next("oven", 150, Shift.independentFeature(-2)));

        assertThat(alerts()).extracting(DriftAlert::channel).containsExactly(DriftWindow.RAW);
    }

    @Test
    void modelWithoutEmbedding_reportsTheClassShift() throws Exception {
        baseModel = release(ModelRelease.SHARED, 1, "", server.put(PairedFeatureModels.withoutEmbedding()));
        openWithChannels(BOTH_CHANNELS);
        drift(Shift.classShare(0.95));

        assertThat(alerts()).extracting(DriftAlert::channel).containsExactly(DriftWindow.RAW);
        assertThat(alerts().get(0).classShift()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 37, 205, 240, 290})
    void restore_withinAWindow_givesTheSameResults(int cut) throws Exception {
        List<LocatedEvent> events = new ArrayList<>(target.next("oven", 200, Shift.NO_SHIFT));
        events.addAll(target.next("oven", 200, Shift.firstPair(GAP)));
        openWithChannels(BOTH_CHANNELS);

        assertRestores(events, cut);
    }

    /** Opens a harness with the fitted references and, for the model channel, the base model. */
    private void openWithChannels(EnumSet<Channel> channels) throws Exception {
        List<DetectionUpdate> fitted = fit(channels);
        create();
        harness.open();
        broadcastAll(fitted);
        broadcast(new DetectionUpdate.RolloutCompleted(verified(baseModel)));
        restart();
    }

    private DriftSettings settings(EnumSet<Channel> channels, Path directory) {
        return GaussianEventStream.withChannels(
                channels,
                new ModelLoaderSettings(server.address(), directory.toString(), TestKeys.DEFAULT.trusted()),
                new EventContract(PairedFeatureStream.WIDTH, PairedFeatureStream.LABELS, Duration.ofHours(1)));
    }

    /** Returns the updates that fit the references. */
    private List<DetectionUpdate> fit(EnumSet<Channel> channels) throws Exception {
        settings = settings(channels, cache);
        FitInputs inputs = new FitInputs(channels, baseModel.model().artifacts().get(0));
        if (!FITTED.containsKey(inputs)) {
            FITTED.put(inputs, fitWithHarness(channels));
        }
        return FITTED.get(inputs);
    }

    private List<DetectionUpdate> fitWithHarness(EnumSet<Channel> channels) throws Exception {
        var harness = FitReferenceFunctionTest.harness(settings);
        harness.open();
        for (LocatedEvent event : PairedFeatureStream.source().next("lab", 300, Shift.NO_SHIFT)) {
            harness.processElement1(event, 0);
        }
        harness.processElement2(verified(baseModel), 0);
        int expectedUpdates = channels.contains(Channel.MODEL) ? 2 : 1;
        long deadline = System.nanoTime() + TIMEOUT_NANOS;
        for (long time = 1000; harness.extractOutputValues().size() < expectedUpdates; time += 1000) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            harness.setProcessingTime(time);
        }
        List<DetectionUpdate> fitted = harness.extractOutputValues();
        harness.close();
        return fitted;
    }

    private void endAdaptation(String alertId, Artifact artifact) throws Exception {
        broadcast(new DetectionUpdate.RolloutCompleted(verified(release("oven", 2, alertId, artifact))));
        broadcast(new DetectionUpdate.AdaptationEnded(alertId, 2));
        restart();
    }

    /** Restores a snapshot, which loads the announced models and clears the output. */
    private void restart() throws Exception {
        restore(harness.snapshot(1, 1));
    }

    private void drift(Shift shift) throws Exception {
        process(target.next("oven", 200, Shift.NO_SHIFT));
        process(target.next("oven", 150, shift));
    }

    private void broadcastAll(List<DetectionUpdate> updates) throws Exception {
        for (DetectionUpdate update : updates) {
            broadcast(update);
        }
    }

    private State newestState() {
        return windows().get(windows().size() - 1).state();
    }
}
