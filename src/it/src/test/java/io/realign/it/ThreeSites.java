package io.realign.it;

import io.realign.adaptation.AdaptationRecord;
import io.realign.cli.launch.Program;
import io.realign.cli.launch.Steps;
import io.realign.cli.simulate.Scenario;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Three sites whose sensors age in the same way. At the first the service adapts. At the second it does, too, but while the
 * release is loaded everywhere and scores nothing yet, the sensors are exchanged for others, with which it would do harm. At the
 * third the service is one that knows a bad recipe alone. It takes a minute, so the tests that look at its end share it.
 */
final class ThreeSites implements AutoCloseable {
    private static final Steps STEPS = new Steps(400, Duration.ofSeconds(2));
    private static final Path ROOT = Path.of(System.getProperty("realign.root"));

    final Path work;
    final Plant plant;
    final Site good;
    final Site harmed;
    final Site refused;
    final Program service;
    final List<Prediction> predictions;

    private ThreeSites(Path work) throws IOException {
        this.work = work;
        plant = new Plant(work, STEPS);
        good = new Site("site-good", 11, plant.field);
        harmed = new Site("site-harmed", 13, plant.field);
        refused = new Site("site-refused", 12, plant.field);
        service = plant.programs.adapter();
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
    }

    AdaptationRecord outcome(Site site) {
        return plant.log.messages(Topics.ADAPTATIONS).stream()
                .filter(record -> record.domain().equals(site.domain()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        plant.close();
    }

    /** The sensors age until the alert comes. */
    private void alert(Site site) {
        site.send(Site.QUIET);
        site.send(160);
        plant.await("an alert of " + site.domain(), () -> site.more(4, () -> plant.alerted(site)));
    }

    private ModelRelease newest(Site site) {
        List<ModelRelease> releases = plant.releases(site);
        return releases.isEmpty() ? plant.log.messages(Topics.MODELS).get(0) : releases.get(releases.size() - 1);
    }

    private static Program altered(Program service, Path jar) {
        return new Program(service.name(), service.flags(), List.of("-jar", jar.toString()), service.environment());
    }

    /** Gives the same sites to every test that asks for them, and ends them after the last. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ThreeSites.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(ThreeSites.class, any -> started());
        }

        private static ThreeSites started() {
            try {
                return new ThreeSites(Files.createTempDirectory("three-sites"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
