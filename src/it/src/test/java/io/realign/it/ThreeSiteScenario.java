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
 * Three sites whose sensors age in the same way. The first is adapted. The second is adapted as well, but its sensors are
 * replaced during shadow scoring: the release would reduce the accuracy and is rolled back. For the third, the service has
 * only a bad recipe, and the candidate is rejected. The scenario takes a minute, so its tests share it.
 */
final class ThreeSiteScenario implements AutoCloseable {
    private static final RolloutSettings ROLLOUT = new RolloutSettings(400, Duration.ofSeconds(2));
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
        deployment = new LocalDeployment(work, ROLLOUT);
        adaptedSite = new SimulatedSite("site-good", 11, deployment.producer);
        rolledBackSite = new SimulatedSite("site-harmed", 13, deployment.producer);
        rejectedSite = new SimulatedSite("site-refused", 12, deployment.producer);
        service = deployment.programs.adapter();
        deployment.start(service);
        deployment.start(deployment.programs.driftJob());
        deployment.start(deployment.programs.scoringJob());
        deployment.sendSource(Scenario.standard(SimulatedSite.EVENTS_BEFORE_DRIFT, Integer.MAX_VALUE));
        deployment.await(
                "version 1 on all consumers",
                () -> deployment.alertTracker.baseModel().isPresent());

        driftUntilAlert(adaptedSite);
        deployment.await(
                "the end of the adaptation of " + adaptedSite.domain(),
                () -> adaptedSite.sendUnless(
                        20,
                        () -> outcome(adaptedSite) != null
                                && deployment.alertTracker.openAlerts().isEmpty()));
        driftUntilAlert(rolledBackSite);
        deployment.await(
                "the release of " + rolledBackSite.domain(),
                () -> newest(rolledBackSite).version() == 2);
        rolledBackSite.replaceSensors();
        deployment.await(
                "the rollback of the release",
                () -> rolledBackSite.sendUnless(
                        20, () -> newest(rolledBackSite).origin().rollbackTo() > 0));
        deployment.kill("adapter");
        deployment.start(withJar(service, ServiceWithBadRecipe.create(ROOT, work)));
        driftUntilAlert(rejectedSite);
        deployment.await(
                "the adaptation outcome of " + rejectedSite.domain(),
                () -> rejectedSite.sendUnless(20, () -> outcome(rejectedSite) != null));
        rolledBackSite.send(60);
        deployment.await(
                "a prediction for every event",
                () -> deployment.topics.records(Topics.PREDICTIONS.name()).size()
                        == deployment.producer.sent(Topics.TARGET_EVENTS).size());
        predictions = deployment.topics.messages(Topics.PREDICTIONS);
    }

    AdaptationRecord outcome(SimulatedSite site) {
        return deployment.topics.messages(Topics.ADAPTATIONS).stream()
                .filter(record -> record.domain().equals(site.domain()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        deployment.close();
    }

    /** Sends drifted events until the alert. */
    private void driftUntilAlert(SimulatedSite site) {
        site.send(SimulatedSite.EVENTS_BEFORE_DRIFT);
        site.send(160);
        deployment.await("an alert of " + site.domain(), () -> site.sendUnless(4, () -> deployment.hasAlert(site)));
    }

    private ModelRelease newest(SimulatedSite site) {
        List<ModelRelease> releases = deployment.releases(site);
        return releases.isEmpty()
                ? deployment.topics.messages(Topics.MODELS).get(0)
                : releases.get(releases.size() - 1);
    }

    private static Program withJar(Program service, Path jar) {
        return new Program(service.name(), service.jvmFlags(), List.of("-jar", jar.toString()), service.environment());
    }

    /** Injects one shared scenario into all tests; JUnit closes it after the last one. */
    static final class SharedResolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ThreeSiteScenario.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.GLOBAL)
                    .computeIfAbsent(ThreeSiteScenario.class, type -> start());
        }

        private static ThreeSiteScenario start() {
            try {
                return new ThreeSiteScenario(Files.createTempDirectory("three-sites"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
