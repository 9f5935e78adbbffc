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

/** What becomes of the releases of {@link ThreeSiteScenario}. */
@ExtendWith(ThreeSiteScenario.SharedResolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class RolloutIT {
    private ThreeSiteScenario sites;
    private LocalDeployment plant;
    private SimulatedSite good;
    private SimulatedSite harmed;
    private SimulatedSite refused;

    @BeforeAll
    void run(ThreeSiteScenario shared) {
        sites = shared;
        plant = sites.deployment;
        good = sites.adaptedSite;
        harmed = sites.rolledBackSite;
        refused = sites.rejectedSite;
    }

    @Test
    void goodRelease_takesEveryStep_andReachesAllEvents() {
        List<ModelRelease> steps = plant.releases(good);
        assertThat(steps).extracting(ModelRelease::version).containsOnly(2L);
        assertThat(steps)
                .extracting(release -> release.traffic().trafficShare())
                .containsExactly(0, 100, 500, 1000);
        List<Prediction> answers = of(good);
        assertThat(answers.get(answers.size() - 1).modelVersion()).isEqualTo(2);
    }

    @Test
    void goodRelease_scoredItsShare_ofTheEventsOfEachStep() {
        Map<Long, Long> versions = of(good).stream().collect(groupingBy(Prediction::modelVersion, counting()));
        assertThat(versions).containsOnlyKeys(1L, 2L);
        // Until the last step came, both scored.
        List<Long> order = of(good).stream().map(Prediction::modelVersion).toList();
        assertThat(order.indexOf(2L)).isLessThan(order.lastIndexOf(1L));
    }

    @Test
    void badCandidate_isRejected_andTheServingModelStays() {
        assertThat(sites.outcome(refused).outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(plant.releases(refused)).isEmpty();
        assertThat(of(refused)).extracting(Prediction::modelVersion).containsOnly(1L);
    }

    @Test
    void harmfulRelease_isRolledBack_fromTheFirstStep() {
        List<ModelRelease> releases = plant.releases(harmed);
        assertThat(releases).extracting(ModelRelease::version).containsExactly(2L, 3L);
        assertThat(releases.get(0).traffic().trafficShare()).isZero();
        assertThat(releases.get(1).origin().rollbackTo()).isEqualTo(1);
        assertThat(releases.get(1).traffic().reason()).contains("the releases agree on");
        assertThat(of(harmed)).extracting(Prediction::modelVersion).containsOnly(1L, 3L);
    }

    @Test
    void harmfulRelease_wouldHaveHarmed() {
        List<ShadowPrediction> compared = plant.log.messages(Topics.SHADOW_PREDICTIONS).stream()
                .filter(comparison -> comparison.served().domain().equals(harmed.domain()))
                .toList();
        double served = harmed.accuracy(compared, ShadowPrediction::served);
        double shadow = harmed.accuracy(compared, ShadowPrediction::shadow);
        System.out.printf(
                "%d compared events of %s: %.1f %% right by the model before, %.1f %% by the release%n",
                compared.size(), harmed.domain(), 100 * served, 100 * shadow);
        assertThat(shadow).isLessThan(served - .02);
    }

    @Test
    void everyRelease_isReproducible() {
        List<ModelRelease> releases = plant.log.messages(Topics.MODELS).stream()
                .filter(release -> release.traffic().step() == 0)
                .toList();
        assertThat(releases).hasSize(4);
        for (ModelRelease release : releases) {
            Replayed replayed = replayed(release);
            System.out.print(replayed.said());
            assertThat(replayed.status()).as(replayed.said()).isZero();
        }
    }

    @Test
    void everyEvent_isScoredOnce() {
        assertThat(sites.predictions).extracting(Prediction::eventId).doesNotHaveDuplicates();
    }

    @Test
    void everyConsumer_reportsItsVersion() {
        Map<String, RolloutStatus> newest = new HashMap<>();
        plant.log.messages(Topics.ROLLOUTS).stream()
                .filter(status -> status.domain().equals(harmed.domain())
                        || status.domain().equals(good.domain()))
                .forEach(status -> newest.put(status.consumer() + "/" + status.domain(), status));
        assertThat(newest).isNotEmpty();
        assertThat(newest.values()).allSatisfy(status -> {
            assertThat(status.state()).isEqualTo(RolloutStatus.State.ACTIVE);
            assertThat(status.trafficShare()).isEqualTo(1000);
            assertThat(status.version()).isEqualTo(status.domain().equals(good.domain()) ? 2 : 3);
        });
    }

    private Replayed replayed(ModelRelease release) {
        StringWriter out = new StringWriter();
        int status = Realign.commandLine()
                .setOut(new PrintWriter(out))
                .execute(replay(release).toArray(String[]::new));
        return new Replayed(status, out.toString());
    }

    private List<String> replay(ModelRelease release) {
        return List.of(
                "replay",
                release.id(),
                "--bootstrap",
                plant.bootstrap(),
                "--adapter",
                plant.adapterAddress(),
                "--trusted-keys",
                plant.trustedKeys().toString());
    }

    private record Replayed(int status, String said) {}

    private List<Prediction> of(SimulatedSite site) {
        return sites.predictions.stream()
                .filter(prediction -> prediction.domain().equals(site.domain()))
                .toList();
    }
}
