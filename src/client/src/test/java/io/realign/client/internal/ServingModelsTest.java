package io.realign.client.internal;

import static io.realign.client.testing.TestReleases.NOW;
import static io.realign.client.testing.TestReleases.event;
import static io.realign.client.testing.TestReleases.modelPredicting;
import static io.realign.client.testing.TestReleases.release;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.client.testing.ArtifactServer;
import io.realign.client.testing.TestReleases;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingModelsTest {
    @TempDir
    private Path cache;

    private final ServingModels models = new ServingModels();
    private ArtifactServer server;
    private int openBefore;

    @BeforeEach
    void start() throws Exception {
        server = new ArtifactServer();
        openBefore = OnnxSessions.openCount();
    }

    @AfterEach
    void assertSessionsClosed() {
        models.close();
        server.close();
        assertThat(OnnxSessions.openCount()).isEqualTo(openBefore);
    }

    @Test
    void domainWithoutRelease_hasNoPrediction() {
        assertThat(models.score(event("oven", 1))).isEmpty();
        assertThat(models.canScore("oven")).isFalse();
    }

    @Test
    void sharedRelease_servesDomainsWithoutRelease() {
        offer(ModelRelease.SHARED, 1, 0);
        offer("oven", 2, 1);

        Prediction oven = models.score(event("oven", 1)).orElseThrow().prediction();
        Prediction kiln = models.score(event("kiln", 1)).orElseThrow().prediction();

        assertThat(oven)
                .extracting(Prediction::label, Prediction::modelDomain, Prediction::modelVersion)
                .containsExactly("ethanol", "oven", 2L);
        assertThat(kiln)
                .extracting(Prediction::label, Prediction::modelDomain, Prediction::modelVersion)
                .containsExactly("acetone", "*", 1L);
    }

    @Test
    void newerRelease_replacesTheServingOne_andOthersAreIgnored() {
        assertThat(offer("oven", 1, 0)).isInstanceOf(ActivationResult.Activated.class);
        assertThat(offer("oven", 3, 1)).isInstanceOf(ActivationResult.Activated.class);
        assertThat(offer("oven", 3, 2)).isInstanceOf(ActivationResult.Ignored.class);
        assertThat(offer("oven", 2, 2)).isInstanceOf(ActivationResult.Ignored.class);

        assertThat(models.score(event("oven", 1)).orElseThrow().prediction().modelVersion())
                .isEqualTo(3);
        assertThat(OnnxSessions.openCount()).isEqualTo(openBefore + 1);
    }

    @Test
    void failedRelease_keepsTheServingModel() {
        offer("oven", 1, 0);

        LoadResult loaded = loader().load(release("oven", 2, server.put(new byte[] {1, 2, 3})));
        ActivationResult result = models.apply(loaded, NOW);

        assertThat(result).isInstanceOf(LoadFailure.class);
        assertThat(models.score(event("oven", 1)).orElseThrow().prediction().modelVersion())
                .isEqualTo(1);
    }

    @Test
    void releaseInRollout_scoresItsTrafficShare_andThePreviousReleaseTheRest() {
        ModelRelease first = loadNew("oven", 1, 0);
        ModelRelease second = load(TestReleases.atStep(build("oven", 2, 1), first, 0, 0, 0));
        assertThat(countsByVersion(1000)).containsOnlyKeys(1L);

        models.apply(new LoadResult.RecordUpdated(TestReleases.atStep(second, first, 1, 300, 0)), NOW);

        assertThat(countsByVersion(1000).get(2L)).isBetween(250L, 350L);
        assertThat(OnnxSessions.openCount()).isEqualTo(openBefore + 2);

        models.apply(new LoadResult.RecordUpdated(TestReleases.atStep(second, first, 2, 1000, 0)), NOW);

        assertThat(countsByVersion(1000)).containsOnlyKeys(2L);
        assertThat(OnnxSessions.openCount()).isEqualTo(openBefore + 1);
    }

    @Test
    void shadowedEvents_haveBothPredictions_andThePreviousReleaseDecides() {
        ModelRelease first = loadNew("oven", 1, 0);
        load(TestReleases.atStep(build("oven", 2, 1), first, 1, 300, 200));

        List<ScoringResult> scored = scored(1000);

        assertThat(scored.stream().flatMap(result -> result.shadow().stream()))
                .hasSizeBetween(150, 250)
                .allSatisfy(shadow -> {
                    assertThat(shadow.served().label()).isEqualTo("acetone");
                    assertThat(shadow.shadow().label()).isEqualTo("ethanol");
                    assertThat(shadow.shadow().eventId())
                            .isEqualTo(shadow.served().eventId());
                });
        assertThat(scored).filteredOn(result -> result.shadow().isPresent()).allSatisfy(result -> assertThat(
                        result.prediction())
                .isEqualTo(result.shadow().get().served()));
    }

    @Test
    void firstReleaseOfADomain_hasTheSharedReleaseAsPrevious() {
        ModelRelease shared = loadNew(ModelRelease.SHARED, 1, 0);

        load(TestReleases.atStep(build("oven", 2, 1), shared, 1, 300, 0));

        assertThat(countsByVersion(1000).get(1L)).isBetween(650L, 750L);
    }

    @Test
    void previousReleaseLoadedLater_scoresTheRest() {
        ModelRelease first = build("oven", 1, 0);
        load(TestReleases.atStep(build("oven", 2, 1), first, 1, 300, 0));
        assertThat(countsByVersion(1000)).containsOnlyKeys(2L);

        assertThat(models.apply(loader().load(first), NOW)).isInstanceOf(ActivationResult.ActivatedAsPrevious.class);

        assertThat(countsByVersion(1000).get(1L)).isBetween(650L, 750L);
    }

    @Test
    void rollback_restoresThePreviousModel_underANewVersion() {
        ModelRelease first = loadNew("oven", 1, 0);
        load(TestReleases.atStep(build("oven", 2, 1), first, 1, 300, 700));

        load(build("oven", 3, 0));

        assertThat(countsByVersion(100)).containsOnlyKeys(3L);
        assertThat(OnnxSessions.openCount()).isEqualTo(openBefore + 1);
    }

    @Test
    void releaseThatFailed_isRenewed_andDoesNotServeAgain() {
        ModelRelease first = loadNew("oven", 1, 0);
        ModelRelease second = load(TestReleases.atStep(build("oven", 2, 1), first, 1, 1000, 0));
        models.scoreAfterFailure(event("oven", 1), second);
        models.apply(loader().load(first), NOW);
        models.scoreAfterFailure(event("oven", 1), second);
        assertThat(models.expiredReleases(TestReleases.LATER)).isEqualTo(1);

        models.apply(new LoadResult.RecordUpdated(second.renewed(TestReleases.LATER.plusSeconds(1))), NOW);

        assertThat(models.expiredReleases(TestReleases.LATER)).isZero();
        assertThat(countsByVersion(100)).doesNotContainKey(2L);
    }

    @Test
    void earlierStep_isIgnored() {
        ModelRelease first = loadNew("oven", 1, 0);
        ModelRelease second = load(TestReleases.atStep(build("oven", 2, 1), first, 2, 1000, 0));

        ActivationResult result =
                models.apply(new LoadResult.RecordUpdated(TestReleases.atStep(second, first, 1, 300, 0)), NOW);

        assertThat(result).isInstanceOf(ActivationResult.Ignored.class);
        assertThat(countsByVersion(100)).containsOnlyKeys(2L);
    }

    @Test
    void eventWithWrongFeatureCount_isRejected() {
        offer("oven", 1, 0);

        assertThatThrownBy(() -> models.score(TestReleases.wideEvent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rows of 2 features, got 3 values");
    }

    @Test
    void swapsUnderLoad_scoreEachEventByOneVersion_andKeepOneSessionOpen() throws Exception {
        int swaps = 300;
        offer("oven", 1, 0);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<List<Prediction>>> scorers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            scorers.add(threads.submit(this::scoreWhileSwapping));
        }

        for (int version = 2; version <= swaps; version++) {
            offer("oven", version, version % 3);
            assertThat(OnnxSessions.openCount()).isEqualTo(openBefore + 1);
        }
        threads.shutdown();

        for (Future<List<Prediction>> scorer : scorers) {
            assertThat(scorer.get()).allSatisfy(ServingModelsTest::assertLabelIsOfVersion);
            assertThat(scorer.get())
                    .extracting(Prediction::modelVersion)
                    .isSorted()
                    .endsWith((long) swaps);
        }
    }

    private List<Prediction> scoreWhileSwapping() {
        List<Prediction> predictions = new ArrayList<>();
        do {
            predictions.add(models.score(event("oven", predictions.size()))
                    .orElseThrow()
                    .prediction());
        } while (predictions.get(predictions.size() - 1).modelVersion() < 300);
        return predictions;
    }

    private static void assertLabelIsOfVersion(Prediction prediction) {
        long expectedLabel = prediction.modelVersion() == 1 ? 0 : prediction.modelVersion() % 3;
        assertThat(prediction.label()).isEqualTo(TestReleases.LABELS.get((int) expectedLabel));
    }

    private ModelRelease build(String domain, long version, int label) {
        return release(domain, version, server.put(modelPredicting(label)));
    }

    private ModelRelease loadNew(String domain, long version, int label) {
        return load(build(domain, version, label));
    }

    private ModelRelease load(ModelRelease release) {
        assertThat(models.apply(loader().load(release), NOW)).isInstanceOf(ActivationResult.Activated.class);
        return release;
    }

    private List<ScoringResult> scored(int events) {
        return IntStream.range(0, events)
                .mapToObj(i -> models.score(event("oven", i)).orElseThrow())
                .toList();
    }

    /** Number of events scored by each version. */
    private Map<Long, Long> countsByVersion(int events) {
        return scored(events).stream()
                .collect(groupingBy(result -> result.prediction().modelVersion(), counting()));
    }

    private ActivationResult offer(String domain, long version, int label) {
        LoadResult loaded = loader().load(release(domain, version, server.put(modelPredicting(label))));
        return models.apply(loaded, NOW);
    }

    private ModelLoader loader() {
        return new ModelLoader(new ArtifactFetcher(server.address(), cache, Clock.systemUTC()), Clock.systemUTC());
    }
}
