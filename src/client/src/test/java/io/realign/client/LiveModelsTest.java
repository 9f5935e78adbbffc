package io.realign.client;

import static io.realign.client.Releases.NOW;
import static io.realign.client.Releases.event;
import static io.realign.client.Releases.favouring;
import static io.realign.client.Releases.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveModelsTest {
    @TempDir
    private Path cache;

    private final LiveModels models = new LiveModels();
    private ArtifactServer server;
    private int openBefore;

    @BeforeEach
    void start() throws Exception {
        server = new ArtifactServer();
        openBefore = Sessions.count();
    }

    @AfterEach
    void everySessionIsClosed() {
        models.close();
        server.close();
        assertThat(Sessions.count()).isEqualTo(openBefore);
    }

    @Test
    void noRelease_givesNoPrediction() {
        assertThat(models.predict(event("oven", 1))).isEmpty();
        assertThat(models.serves("oven")).isFalse();
    }

    @Test
    void sharedRelease_servesDomainsWithoutTheirOwn() {
        offer(ModelRelease.SHARED, 1, 0);
        offer("oven", 2, 1);

        Prediction oven = models.predict(event("oven", 1)).orElseThrow();
        Prediction kiln = models.predict(event("kiln", 1)).orElseThrow();

        assertThat(oven)
                .extracting(Prediction::label, Prediction::modelDomain, Prediction::modelVersion)
                .containsExactly("ethanol", "oven", 2L);
        assertThat(kiln)
                .extracting(Prediction::label, Prediction::modelDomain, Prediction::modelVersion)
                .containsExactly("acetone", "*", 1L);
    }

    @Test
    void newerRelease_takesOver_andOlderOrEqualIsIgnored() {
        assertThat(offer("oven", 1, 0)).isInstanceOf(Outcome.Activated.class);
        assertThat(offer("oven", 3, 1)).isInstanceOf(Outcome.Activated.class);
        assertThat(offer("oven", 3, 2)).isInstanceOf(Outcome.Ignored.class);
        assertThat(offer("oven", 2, 2)).isInstanceOf(Outcome.Ignored.class);

        assertThat(models.predict(event("oven", 1)).orElseThrow().modelVersion())
                .isEqualTo(3);
        assertThat(Sessions.count()).isEqualTo(openBefore + 1);
    }

    @Test
    void failedRelease_leavesTheOneBeforeItServing() {
        offer("oven", 1, 0);

        Loading loading = loader().load(release("oven", 2, server.put(new byte[] {1, 2, 3})));
        Outcome outcome = models.settle(loading, NOW);

        assertThat(outcome).isInstanceOf(Failed.class);
        assertThat(models.predict(event("oven", 1)).orElseThrow().modelVersion())
                .isEqualTo(1);
    }

    @Test
    void eventOfAnotherLength_isAMistakeOfTheCaller() {
        offer("oven", 1, 0);

        assertThatThrownBy(() -> models.predict(Releases.wideEvent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rows of 2 features, got 3 values");
    }

    @Test
    void manySwapsUnderLoad_giveEveryEventOneVersion_andKeepOneSessionOpen() throws Exception {
        int swaps = 300;
        offer("oven", 1, 0);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<List<Prediction>>> scorers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            scorers.add(threads.submit(this::scoreWhileSwapping));
        }

        for (int version = 2; version <= swaps; version++) {
            offer("oven", version, version % 3);
            assertThat(Sessions.count()).isEqualTo(openBefore + 1);
        }
        threads.shutdown();

        for (Future<List<Prediction>> scorer : scorers) {
            assertThat(scorer.get()).allSatisfy(LiveModelsTest::assertLabelIsOfVersion);
            assertThat(scorer.get())
                    .extracting(Prediction::modelVersion)
                    .isSorted()
                    .endsWith((long) swaps);
        }
    }

    private List<Prediction> scoreWhileSwapping() {
        List<Prediction> predictions = new ArrayList<>();
        do {
            predictions.add(models.predict(event("oven", predictions.size())).orElseThrow());
        } while (predictions.get(predictions.size() - 1).modelVersion() < 300);
        return predictions;
    }

    private static void assertLabelIsOfVersion(Prediction prediction) {
        long favourite = prediction.modelVersion() == 1 ? 0 : prediction.modelVersion() % 3;
        assertThat(prediction.label()).isEqualTo(Releases.LABELS.get((int) favourite));
    }

    private Outcome offer(String domain, long version, int favourite) {
        Loading loading = loader().load(release(domain, version, server.put(favouring(favourite))));
        return models.settle(loading, NOW);
    }

    private ModelLoader loader() {
        return new ModelLoader(new Artifacts(server.address(), cache, Clock.systemUTC()), Clock.systemUTC());
    }
}
