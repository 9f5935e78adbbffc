package io.realign.it;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.cli.Realign;
import io.realign.cli.launch.Program;
import io.realign.cli.launch.Steps;
import io.realign.cli.simulate.Scenario;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.ShadowPrediction;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three sites whose sensors age in the same way. At the first the service adapts. At the second it does, too, but while the
 * release is loaded everywhere and scores nothing yet, the sensors are exchanged for others, with which it would do harm. At the
 * third the service is one that knows a bad recipe alone.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RolloutIT {
    private static final Steps STEPS = new Steps(400, Duration.ofSeconds(2));
    private static final Path ROOT = Path.of(System.getProperty("realign.root"));

    private Plant plant;
    private Site good;
    private Site harmed;
    private Site refused;
    private JsonNode page;
    private List<Prediction> predictions;

    @BeforeAll
    void run(@TempDir Path work) throws IOException {
        plant = new Plant(work, STEPS);
        good = new Site("site-good", 11, plant.field);
        harmed = new Site("site-harmed", 13, plant.field);
        refused = new Site("site-refused", 12, plant.field);
        Program service = plant.programs.adapter();
        plant.start(service);
        plant.start(plant.programs.driftJob());
        plant.start(plant.programs.scoringJob());
        plant.source(Scenario.standard(Site.QUIET, Integer.MAX_VALUE));
        plant.await("version 1 on all consumers", () -> plant.episodes.shared().isPresent());

        alert(good);
        plant.await(
                "the end of the episode of " + good.domain(),
                () -> good.more(
                        20, () -> outcome(good) != null && plant.episodes.open().isEmpty()));
        alert(harmed);
        plant.await("the release for " + harmed.domain(), () -> newest(harmed).version() == 2);
        harmed.exchangeSensors();
        plant.await(
                "the release to be taken back",
                () -> harmed.more(20, () -> newest(harmed).rollbackTo() > 0));
        plant.kill("adapter");
        plant.start(altered(service, AlteredService.of(ROOT, work)));
        alert(refused);
        plant.await("the outcome for " + refused.domain(), () -> refused.more(20, () -> outcome(refused) != null));
        harmed.send(60);
        plant.await(
                "an answer to every event",
                () -> plant.log.records(Topics.PREDICTIONS.name()).size()
                        == plant.field.sent(Topics.TARGET_EVENTS).size());
        predictions = plant.log.messages(Topics.PREDICTIONS);
        plant.await("the page to know all", () -> {
            page = page();
            return version(page, harmed) == 3;
        });
    }

    @AfterAll
    void end() {
        plant.close();
    }

    @Test
    void goodRelease_takesEveryStep_andReachesAllEvents() {
        List<ModelRelease> steps = plant.releases(good);
        assertThat(steps).extracting(ModelRelease::version).containsOnly(2L);
        assertThat(steps).extracting(release -> release.exposure().share()).containsExactly(0, 100, 500, 1000);
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
    void badCandidate_isRefused_andTheModelBeforeServesOn() {
        assertThat(outcome(refused).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(plant.releases(refused)).isEmpty();
        assertThat(of(refused)).extracting(Prediction::modelVersion).containsOnly(1L);
    }

    @Test
    void releaseThatHarms_isTakenBack_fromTheFirstStep() {
        List<ModelRelease> releases = plant.releases(harmed);
        assertThat(releases).extracting(ModelRelease::version).containsExactly(2L, 3L);
        assertThat(releases.get(0).exposure().share()).isZero();
        assertThat(releases.get(1).rollbackTo()).isEqualTo(1);
        assertThat(releases.get(1).exposure().reason()).contains("the models agree on");
        assertThat(of(harmed)).extracting(Prediction::modelVersion).containsOnly(1L, 3L);
    }

    @Test
    void releaseThatHarms_wouldHaveHarmed() {
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
    void everyRelease_comesOutAgain() {
        List<ModelRelease> releases = plant.log.messages(Topics.MODELS).stream()
                .filter(release -> release.exposure().step() == 0)
                .toList();
        assertThat(releases).hasSize(4);
        for (ModelRelease release : releases) {
            Replayed replayed = replayed(release);
            System.out.print(replayed.said());
            assertThat(replayed.status()).as(replayed.said()).isZero();
        }
    }

    @Test
    void everyEvent_isAnsweredOnce() {
        assertThat(predictions).extracting(Prediction::eventId).doesNotHaveDuplicates();
    }

    @Test
    void everyConsumer_saysWhatItRuns() {
        Map<String, RolloutStatus> newest = new HashMap<>();
        plant.log.messages(Topics.ROLLOUTS).stream()
                .filter(status -> status.domain().equals(harmed.domain())
                        || status.domain().equals(good.domain()))
                .forEach(status -> newest.put(status.consumer() + "/" + status.domain(), status));
        assertThat(newest).isNotEmpty();
        assertThat(newest.values()).allSatisfy(status -> {
            assertThat(status.state()).isEqualTo(RolloutStatus.State.ACTIVE);
            assertThat(status.share()).isEqualTo(1000);
            assertThat(status.version()).isEqualTo(status.domain().equals(good.domain()) ? 2 : 3);
        });
    }

    @Test
    void page_tellsTheSameStoryAsTheTopics() {
        Map<String, JsonNode> headlines = new HashMap<>();
        page.get("domains")
                .forEach(headline -> headlines.put(headline.get("domain").asText(), headline));
        assertThat(headlines.get(good.domain()).get("version").asLong()).isEqualTo(2);
        assertThat(headlines.get(refused.domain()).get("state").asText()).isEqualTo("REFUSED");
        assertThat(headlines.get(harmed.domain()).get("version").asLong()).isEqualTo(3);
        Map<String, String> told = new HashMap<>();
        for (JsonNode model : page.get("models")) {
            JsonNode release = model.get("message");
            told.put(
                    release.get("id").asText(),
                    release.get("exposure").get("reason").asText());
        }
        Map<String, String> announced = new HashMap<>();
        plant.log
                .messages(Topics.MODELS)
                .forEach(release ->
                        announced.put(release.id(), release.exposure().reason()));
        assertThat(told).hasSize(4).isEqualTo(announced);
    }

    /** The sensors age until the alert comes. */
    private void alert(Site site) {
        site.send(Site.QUIET);
        site.send(160);
        plant.await("an alert of " + site.domain(), () -> site.more(4, () -> plant.alerted(site)));
    }

    private static Program altered(Program service, Path jar) {
        return new Program(service.name(), service.flags(), List.of("-jar", jar.toString()), service.environment());
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

    private AdaptationRecord outcome(Site site) {
        return plant.log.messages(Topics.ADAPTATIONS).stream()
                .filter(record -> record.domain().equals(site.domain()))
                .findFirst()
                .orElse(null);
    }

    private ModelRelease newest(Site site) {
        List<ModelRelease> releases = plant.releases(site);
        return releases.isEmpty() ? plant.log.messages(Topics.MODELS).get(0) : releases.get(releases.size() - 1);
    }

    private List<Prediction> of(Site site) {
        return predictions.stream()
                .filter(prediction -> prediction.domain().equals(site.domain()))
                .toList();
    }

    private JsonNode page() {
        URI address = URI.create(plant.adapterAddress() + "/api/watch");
        try {
            String body = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
            return new ObjectMapper().readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static long version(JsonNode page, Site site) {
        for (JsonNode headline : page.get("domains")) {
            if (headline.get("domain").asText().equals(site.domain())) {
                return headline.get("version").asLong();
            }
        }
        return 0;
    }
}
