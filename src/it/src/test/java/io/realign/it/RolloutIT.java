package io.realign.it;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.cli.Realign;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.ShadowPrediction;
import io.realign.schemas.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rollouts of the releases of {@link ThreeSiteScenario}. */
@ExtendWith(ThreeSiteScenario.SharedResolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class RolloutIT {
    private ThreeSiteScenario sites;
    private LocalDeployment deployment;
    private SimulatedSite adaptedSite;
    private SimulatedSite rolledBackSite;
    private SimulatedSite rejectedSite;

    @BeforeAll
    void run(ThreeSiteScenario shared) {
        sites = shared;
        deployment = sites.deployment;
        adaptedSite = sites.adaptedSite;
        rolledBackSite = sites.rolledBackSite;
        rejectedSite = sites.rejectedSite;
    }

    @Test
    void goodRelease_isRolledOutInSteps_toAllEvents() {
        List<ModelRelease> steps = deployment.releases(adaptedSite);
        assertThat(steps).extracting(ModelRelease::version).containsOnly(2L);
        assertThat(steps)
                .extracting(release -> release.traffic().trafficShare())
                .containsExactly(0, 100, 500, 1000);
        List<Prediction> predictions = predictionsOf(adaptedSite);
        assertThat(predictions.get(predictions.size() - 1).modelVersion()).isEqualTo(2);
    }

    @Test
    void goodRelease_sharesTraffic_withThePreviousRelease() {
        Map<Long, Long> versions =
                predictionsOf(adaptedSite).stream().collect(groupingBy(Prediction::modelVersion, counting()));
        assertThat(versions).containsOnlyKeys(1L, 2L);
        // Both versions score events until the last step.
        List<Long> scoringVersions = predictionsOf(adaptedSite).stream()
                .map(Prediction::modelVersion)
                .toList();
        assertThat(scoringVersions.indexOf(2L)).isLessThan(scoringVersions.lastIndexOf(1L));
    }

    @Test
    void badCandidate_isRejected_andTheServingModelRemains() {
        assertThat(sites.outcome(rejectedSite).outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(deployment.releases(rejectedSite)).isEmpty();
        assertThat(predictionsOf(rejectedSite))
                .extracting(Prediction::modelVersion)
                .containsOnly(1L);
    }

    @Test
    void harmfulRelease_isRolledBack_duringShadowScoring() {
        List<ModelRelease> releases = deployment.releases(rolledBackSite);
        assertThat(releases).extracting(ModelRelease::version).containsExactly(2L, 3L);
        assertThat(releases.get(0).traffic().trafficShare()).isZero();
        assertThat(releases.get(1).origin().rollbackTo()).isEqualTo(1);
        assertThat(releases.get(1).traffic().reason()).contains("the releases agree on");
        assertThat(predictionsOf(rolledBackSite))
                .extracting(Prediction::modelVersion)
                .containsOnly(1L, 3L);
    }

    @Test
    void harmfulRelease_isLessAccurateThanTheServingModel() {
        List<ShadowPrediction> compared = deployment.topics.messages(Topics.SHADOW_PREDICTIONS).stream()
                .filter(comparison -> comparison.served().domain().equals(rolledBackSite.domain()))
                .toList();
        double served = rolledBackSite.accuracy(compared, ShadowPrediction::served);
        double shadow = rolledBackSite.accuracy(compared, ShadowPrediction::shadow);
        System.out.printf(
                "%d compared events of %s: accuracy of the serving model %.1f %%, of the release %.1f %%%n",
                compared.size(), rolledBackSite.domain(), 100 * served, 100 * shadow);
        assertThat(shadow).isLessThan(served - .02);
    }

    @Test
    void everyRelease_isReproducible() {
        List<ModelRelease> releases = deployment.topics.messages(Topics.MODELS).stream()
                .filter(release -> release.traffic().step() == 0)
                .toList();
        assertThat(releases).hasSize(4);
        for (ModelRelease release : releases) {
            ReplayResult result = replay(release);
            System.out.print(result.output());
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
    }

    @Test
    void everyEvent_isScoredOnce() {
        assertThat(sites.predictions).extracting(Prediction::eventId).doesNotHaveDuplicates();
    }

    @Test
    void everyConsumer_reportsItsVersion() {
        Map<String, RolloutStatus> newest = new HashMap<>();
        deployment.topics.messages(Topics.ROLLOUTS).stream()
                .filter(status -> status.domain().equals(rolledBackSite.domain())
                        || status.domain().equals(adaptedSite.domain()))
                .forEach(status -> newest.put(status.consumer() + "/" + status.domain(), status));
        assertThat(newest).isNotEmpty();
        assertThat(newest.values()).allSatisfy(status -> {
            assertThat(status.state()).isEqualTo(RolloutStatus.State.ACTIVE);
            assertThat(status.trafficShare()).isEqualTo(1000);
            assertThat(status.version()).isEqualTo(status.domain().equals(adaptedSite.domain()) ? 2 : 3);
        });
    }

    private ReplayResult replay(ModelRelease release) {
        StringWriter out = new StringWriter();
        int exitCode = Realign.commandLine()
                .setOut(new PrintWriter(out))
                .execute(replayArguments(release).toArray(String[]::new));
        return new ReplayResult(exitCode, out.toString());
    }

    private List<String> replayArguments(ModelRelease release) {
        return List.of(
                "replay",
                release.id(),
                "--bootstrap",
                deployment.bootstrap(),
                "--adapter",
                deployment.adapterAddress(),
                "--trusted-keys",
                deployment.trustedKeys().toString());
    }

    private record ReplayResult(int exitCode, String output) {}

    private List<Prediction> predictionsOf(SimulatedSite site) {
        return sites.predictions.stream()
                .filter(prediction -> prediction.domain().equals(site.domain()))
                .toList();
    }
}
