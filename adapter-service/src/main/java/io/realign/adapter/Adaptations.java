package io.realign.adapter;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.Budget;
import io.realign.adaptation.Evaluation;
import io.realign.adapter.adaptation.Attempt;
import io.realign.adapter.adaptation.Course;
import io.realign.adapter.adaptation.Stage;
import io.realign.adapter.adaptation.StoppedException;
import io.realign.adapter.model.ArtifactStore;
import io.realign.adapter.model.CurveArchive;
import io.realign.adapter.model.Publisher;
import io.realign.adapter.model.Registry;
import io.realign.adapter.tracing.Trace;
import io.realign.adapter.tracing.Tracing;
import io.realign.alert.DriftAlert;
import io.realign.client.log.LostEventsException;
import io.realign.learning.portfolio.Choice;
import io.realign.learning.portfolio.Incumbent;
import io.realign.learning.portfolio.Trial;
import io.realign.model.Artifact;
import io.realign.model.Artifact.Kind;
import io.realign.model.History;
import io.realign.model.ModelRelease;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Brings every alert to one outcome. An alert may come again at any time, after a crash at any point: what has been
 * published already is found in the topics, and only what is missing is done.
 *
 * @param seed the configured seed
 * @param dryRun whether candidates are judged and not released
 * @param budget what adapting may cost
 * @param cpuNanos the processor time of the thread that asks
 * @param stopping whether the program is being stopped
 */
record Adaptations(
        Registry registry,
        MaterialSource materials,
        Attempt attempt,
        ArtifactStore store,
        Releases releases,
        Publisher publisher,
        long seed,
        boolean dryRun,
        Budget budget,
        LongSupplier cpuNanos,
        Courses courses,
        Tracing tracing,
        InstantSource clock,
        BooleanSupplier stopping) {
    private static final Logger LOG = Logger.getLogger(Adaptations.class);

    /**
     * Why a domain has to wait for its turn, as a sentence; empty if it has not.
     *
     * @param domain as of the newest records that have been read
     */
    Optional<String> delay(String domain) {
        History history = registry.history();
        // What a rollout ends with is not known before it has ended, so nothing can be made to follow it.
        return history.newest(domain)
                .filter(newest -> !newest.exposure().complete())
                .map(newest -> newest.name() + " is being rolled out, and what will serve after that is not known yet")
                .or(() -> budget.resting(domain, history.adaptations(), history::takenBack, clock.instant()));
    }

    /**
     * The outcome of an alert, published.
     *
     * @param later an alert of the same domain that has come since
     * @throws KafkaException if the broker does not answer; the alert has no outcome then
     * @throws StoppedException if the program is being stopped; the alert has no outcome then
     */
    AdaptationRecord handle(DriftAlert alert, Optional<DriftAlert> later) {
        String id = AdaptationRecord.id(alert);
        History history = registry.refresh(Registry.PATIENCE);
        Optional<AdaptationRecord> ended = history.adaptation(id);
        if (ended.isPresent()) {
            LOG.infof("%s: alert %s came again, its adaptation %s is done", alert.domain(), alert.id(), id);
            return ended.get();
        }
        try (Trace trace = tracing.adaptation(alert)) {
            AdaptationRecord record = history.releaseOf(id)
                    .map(release -> Episode.released(release, release.createdAt()))
                    .orElseGet(() -> decide(episode(id, alert, history), later, history, trace));
            trace.enter("record");
            publisher.publish(record);
            trace.ended(record);
            registry.refresh(Registry.PATIENCE);
            return record;
        }
    }

    private Episode episode(String id, DriftAlert alert, History history) {
        ModelRelease parent = history.newest(alert.domain())
                .orElseThrow(() -> new IllegalStateException("no adaptation can begin before version 1 is there"));
        return new Episode(id, alert, parent, Episode.seed(seed, id), clock.instant());
    }

    private AdaptationRecord decide(Episode episode, Optional<DriftAlert> later, History history, Trace trace) {
        Course course = courses.begin(episode, trace);
        Optional<String> objection = later.map(alert ->
                        "the domain has moved on: alert %s came at %s".formatted(alert.id(), alert.confirmedAt()))
                .or(() -> budget.spent(history.adaptations(), episode.startedAt()));
        if (objection.isPresent()) {
            course.enter(Stage.SKIPPED, objection.get());
            return episode.skipped(objection.get(), clock.instant());
        }
        long before = cpuNanos.getAsLong();
        return carryOut(episode, course, trace).costing(Duration.ofNanos(cpuNanos.getAsLong() - before));
    }

    private AdaptationRecord carryOut(Episode episode, Course course, Trace trace) {
        try {
            return outcome(episode, course, trace);
        } catch (KafkaException | StoppedException e) {
            throw e;
        } catch (CannotAdaptException | LostEventsException e) {
            return failed(episode, course, e.getMessage());
        } catch (IOException | RuntimeException e) {
            if (stopping.getAsBoolean()) {
                throw new StoppedException(e);
            }
            LOG.errorf(e, "%s: adaptation %s failed", episode.alert().domain(), episode.id());
            return failed(episode, course, "the adaptation broke off, see the log of the adapter service: " + e);
        }
    }

    private AdaptationRecord outcome(Episode episode, Course course, Trace trace)
            throws CannotAdaptException, LostEventsException, IOException {
        course.enter(
                Stage.REPLAYING,
                "alert %s, from %s"
                        .formatted(episode.alert().id(), episode.parent().name()));
        trace.enter("fetch");
        MaterialSource.Drawn drawn = materials.draw(episode.alert(), registry.history());
        Incumbent incumbent = incumbent(episode.parent());
        Choice choice = attempt.make(incumbent, drawn.material(), episode.seed(), course);
        new CurveArchive(store).keep(episode.id(), course.curves());
        Evaluation evaluation =
                choice.evaluation(drawn.material().ids(), episode.parent().labels());
        if (choice.chosen().isEmpty()) {
            AdaptationRecord record =
                    episode.refused(choice, drawn.data(), clock.instant()).with(evaluation);
            course.enter(Stage.REFUSED, record.reason());
            return record;
        }
        if (dryRun) {
            AdaptationRecord record =
                    episode.withheld(choice, drawn.data(), clock.instant()).with(evaluation);
            course.enter(Stage.WITHHELD, record.reason());
            return record;
        }
        trace.enter("publish");
        ModelRelease release = release(episode, choice.chosen().get(), drawn);
        course.enter(Stage.RELEASED, release.name());
        return Episode.released(release, episode.startedAt()).with(evaluation);
    }

    /** No rollout of the domain takes a step meanwhile. */
    private ModelRelease release(Episode episode, Trial chosen, MaterialSource.Drawn drawn)
            throws CannotAdaptException, IOException {
        synchronized (registry) {
            ModelRelease newest = registry.refresh(Registry.PATIENCE)
                    .newest(episode.alert().domain())
                    .orElseThrow();
            if (!newest.id().equals(episode.parent().id())) {
                throw new CannotAdaptException("expected %s to be live still, which the candidate continues, got %s"
                        .formatted(episode.parent().name(), newest.name()));
            }
            return releases.next(episode, chosen, drawn, clock.instant());
        }
    }

    private AdaptationRecord failed(Episode episode, Course course, String reason) {
        course.enter(Stage.FAILED, reason);
        return episode.failed(reason, clock.instant());
    }

    private Incumbent incumbent(ModelRelease release) throws CannotAdaptException, IOException {
        return new Incumbent(bytes(release, Kind.INFERENCE), bytes(release, Kind.CONTINUATION));
    }

    private byte[] bytes(ModelRelease release, Kind kind) throws CannotAdaptException, IOException {
        Artifact artifact = release.artifact(kind);
        return store.read(artifact)
                .orElseThrow(() -> new CannotAdaptException(
                        "expected the %s artifact %s of release %s in %s, it is not there; bring the directory back"
                                .formatted(kind, artifact.sha256(), release.name(), store)));
    }
}
