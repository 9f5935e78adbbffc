package io.realign.it;

import io.realign.adaptation.AdaptationRecord;
import io.realign.cli.launch.Program;
import io.realign.cli.launch.RolloutSettings;
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
final class ThreeSiteScenario implements AutoCloseable {
    private static final RolloutSettings STEPS = new RolloutSettings(400, Duration.ofSeconds(2));
    private static final Path ROOT = Path.of(System.getProperty("realign.root"));

    final Path work;
    final LocalDeployment deployment;
    final SimulatedSite adaptedSite;
    final SimulatedSite rolledBackSite;
    final SimulatedSite rejectedSite;
    final Program service;
    final List<Prediction> predictions;

    private ThreeSiteScenario(Path work) throws IOException {
        this.work = work;
        deployment = new LocalDeployment(work, STEPS);
        adaptedSite = new SimulatedSite("site-good", 11, deployment.field);
        rolledBackSite = new SimulatedSite("site-harmed", 13, deployment.field);
        rejectedSite = new SimulatedSite("site-refused", 12, deployment.field);
        service = deployment.programs.adapter();
        deployment.start(service);
        deployment.start(deployment.programs.driftJob());
        deployment.start(deployment.programs.scoringJob());
        deployment.sendSource(Scenario.standard(SimulatedSite.QUIET_EVENTS, Integer.MAX_VALUE));
        deployment.await(
                "version 1 on all consumers",
                () -> deployment.episodes.baseModel().isPresent());

        driftUntilAlert(adaptedSite);
        deployment.await(
                "the end of the episode of " + adaptedSite.domain(),
                () -> adaptedSite.sendUnless(
                        20,
                        () -> outcome(adaptedSite) != null
                                && deployment.episodes.openAlerts().isEmpty()));
        driftUntilAlert(rolledBackSite);
        deployment.await(
                "the release for " + rolledBackSite.domain(),
                () -> newest(rolledBackSite).version() == 2);
        rolledBackSite.replaceSensors();
        deployment.await(
                "the rollback of the release",
                () -> rolledBackSite.sendUnless(
                        20, () -> newest(rolledBackSite).origin().rollbackTo() > 0));
        deployment.kill("adapter");
        deployment.start(altered(service, ServiceWithBadRecipe.of(ROOT, work)));
        driftUntilAlert(rejectedSite);
        deployment.await(
                "the outcome for " + rejectedSite.domain(),
                () -> rejectedSite.sendUnless(20, () -> outcome(rejectedSite) != null));
        rolledBackSite.send(60);
        deployment.await(
                "an answer to every event",
                () -> deployment.log.records(Topics.PREDICTIONS.name()).size()
                        == deployment.field.sent(Topics.TARGET_EVENTS).size());
        predictions = deployment.log.messages(Topics.PREDICTIONS);
    }

    AdaptationRecord outcome(SimulatedSite site) {
        return deployment.log.messages(Topics.ADAPTATIONS).stream()
                .filter(record -> record.domain().equals(site.domain()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        deployment.close();
    }

    /** The sensors age until the alert comes. */
    private void driftUntilAlert(SimulatedSite site) {
        site.send(SimulatedSite.QUIET_EVENTS);
        site.send(160);
        deployment.await("an alert of " + site.domain(), () -> site.sendUnless(4, () -> deployment.hasAlert(site)));
    }

    private ModelRelease newest(SimulatedSite site) {
        List<ModelRelease> releases = deployment.releases(site);
        return releases.isEmpty() ? deployment.log.messages(Topics.MODELS).get(0) : releases.get(releases.size() - 1);
    }

    private static Program altered(Program service, Path jar) {
        return new Program(service.name(), service.jvmFlags(), List.of("-jar", jar.toString()), service.environment());
    }

    /** Gives the same sites to every test that asks for them, and ends them after the last. */
    static final class SharedResolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ThreeSiteScenario.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.GLOBAL)
                    .computeIfAbsent(ThreeSiteScenario.class, any -> started());
        }

        private static ThreeSiteScenario started() {
            try {
                return new ThreeSiteScenario(Files.createTempDirectory("three-sites"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
