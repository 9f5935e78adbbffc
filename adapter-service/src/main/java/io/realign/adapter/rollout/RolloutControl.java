package io.realign.adapter.rollout;

import io.realign.adapter.model.Publisher;
import io.realign.adapter.model.Registry;
import io.realign.adapter.tracing.Tracing;
import io.realign.client.log.Log;
import io.realign.model.Exposure;
import io.realign.model.History;
import io.realign.model.ModelRelease;
import io.realign.model.Predecessor;
import io.realign.model.Provenance;
import io.realign.rollout.Consumers;
import io.realign.rollout.Decision;
import io.realign.rollout.RolloutRule;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Takes every release step by step, and watches afterwards whether its target comes to rest. Each step is a new
 * announcement of the release; going back is a release of its own. While the broker is away nothing is decided.
 */
public final class RolloutControl implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RolloutControl.class);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Registry registry;
    private final Publisher publisher;
    private final Tracing tracing;
    private final Log log;
    private final RolloutRule rule;
    private final Duration recovery;
    private final Provenance provenance;
    private final Duration validity;
    private final InstantSource clock;
    private final Consumers consumers = new Consumers();
    private final Map<Step, Watch> watches = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "rollouts");
    private volatile List<RolloutState> states = List.of();
    private Optional<Tail> reports = Optional.empty();
    private boolean away;

    /** What a watch is about. */
    private record Step(String releaseId, long step) {
        static Step of(ModelRelease release) {
            return new Step(release.id(), release.exposure().step());
        }
    }

    /**
     * Nothing is decided before {@link #begin}.
     *
     * @param recovery how long a target is given to come to rest
     * @param provenance what makes the releases that go back
     * @param validity how long they may be loaded
     */
    public RolloutControl(
            Registry registry,
            Publisher publisher,
            Tracing tracing,
            Log log,
            RolloutRule rule,
            Duration recovery,
            Provenance provenance,
            Duration validity,
            InstantSource clock) {
        this.registry = registry;
        this.publisher = publisher;
        this.tracing = tracing;
        this.log = log;
        this.rule = rule;
        this.recovery = recovery;
        this.provenance = provenance;
        this.validity = validity;
        this.clock = clock;
        thread.setDaemon(true);
    }

    public void begin() {
        thread.start();
    }

    /** What is being rolled out or watched, as it was decided last. */
    public List<RolloutState> states() {
        return states;
    }

    /** Keeps a release at its step until it is resumed. */
    public Outcome pause(String domain) {
        return byHand(domain, release -> {
            Exposure at = release.exposure();
            Exposure paused = new Exposure(at.step() + 1, at.share(), at.shadow(), true, clock.instant(), "by hand");
            return Optional.of(release.at(paused)).filter(next -> !at.complete() && !at.paused());
        });
    }

    /** Takes the next step now, whatever there is to wait for. */
    public Outcome approve(String domain) {
        return byHand(domain, release -> Optional.of(release)
                .filter(there -> !there.exposure().complete())
                .map(there -> there.at(rule.plan().after(there.exposure(), clock.instant(), "approved by hand"))));
    }

    /** Lets a paused release go on. */
    public Outcome resume(String domain) {
        return byHand(domain, release -> {
            Exposure at = release.exposure();
            Exposure going =
                    new Exposure(at.step() + 1, at.share(), at.shadow(), false, clock.instant(), "resumed by hand");
            return Optional.of(release.at(going)).filter(next -> at.paused());
        });
    }

    /** Brings back the model before the newest release of a domain, whether that serves all events already or a part. */
    public Outcome rollBack(String domain) {
        return byHand(domain, release -> release.predecessor().map(before -> back(release, "rolled back by hand")));
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watches.values().forEach(Watch::close);
        reports.ifPresent(Tail::close);
    }

    private void run() {
        try {
            while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                attempt();
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted, no rollout takes a step any more", e);
        }
    }

    private void attempt() {
        try {
            decide();
            away = false;
        } catch (KafkaException e) {
            if (!away) {
                LOG.warnf(e, "rollouts stay where they are, as the broker does not answer; tried again until it does");
            }
            away = true;
        } catch (RuntimeException e) {
            LOG.error("a rollout could not be decided on; tried again", e);
        }
    }

    private void decide() {
        History history = registry.refresh(PATIENCE);
        hearConsumers();
        Instant now = clock.instant();
        List<ModelRelease> watched = watched(history, now);
        List<RolloutState> decided = new ArrayList<>();
        for (ModelRelease release : watched) {
            Watch watch = watches.computeIfAbsent(Step.of(release), step -> watch(release));
            Decision decision = watch.decide(now);
            decided.add(state(release, decision, watch.seen()));
            act(release, decision);
        }
        List<Step> current = watched.stream().map(Step::of).toList();
        watches.entrySet().removeIf(entry -> {
            boolean past = !current.contains(entry.getKey());
            if (past) {
                entry.getValue().close();
            }
            return past;
        });
        states = List.copyOf(decided);
    }

    private void hearConsumers() {
        if (reports.isEmpty()) {
            reports = Optional.of(new Tail(log, Optional.empty()).with(Topics.ROLLOUTS, consumers::add));
        }
        reports.get().read();
    }

    private List<ModelRelease> watched(History history, Instant now) {
        List<ModelRelease> watched = new ArrayList<>(history.rollouts());
        history.releases().stream()
                .filter(release -> recovers(release, now))
                .filter(release ->
                        history.newest(release.domain()).filter(release::equals).isPresent())
                .forEach(watched::add);
        return watched;
    }

    /** A little longer than it is given, so that its end is decided on, and decided on again after a crash. */
    private boolean recovers(ModelRelease release, Instant now) {
        return release.exposure().complete()
                && release.exposure().step() > 0
                && release.rollbackTo() == 0
                && now.isBefore(release.exposure().since().plus(recovery).plus(recovery));
    }

    private Watch watch(ModelRelease release) {
        return release.exposure().complete()
                ? new RecoveryWatch(release, recovery, rule.thresholds().confidence(), log)
                : new StepWatch(release, rule, consumers, log);
    }

    private void act(ModelRelease release, Decision decision) {
        if (decision instanceof Decision.Back back) {
            publish(release, back(release, back.reason()));
        } else if (decision instanceof Decision.Forward forward
                && !release.exposure().complete()) {
            publish(release, release.at(rule.plan().after(release.exposure(), clock.instant(), forward.reason())));
        }
    }

    private ModelRelease back(ModelRelease release, String reason) {
        return release.back(provenance, clock.instant(), validity, reason);
    }

    /** Unless something else has become of the release meanwhile. */
    private void publish(ModelRelease release, ModelRelease next) {
        synchronized (registry) {
            if (registry.refresh(PATIENCE)
                    .newest(release.domain())
                    .filter(release::equals)
                    .isPresent()) {
                publish(next);
            }
        }
    }

    private Outcome byHand(String domain, Command command) {
        synchronized (registry) {
            Optional<ModelRelease> newest = registry.refresh(PATIENCE)
                    .newest(domain)
                    .filter(release -> release.domain().equals(domain));
            if (newest.isEmpty()) {
                return new Outcome.Unknown("expected a domain with a release of its own, got '" + domain + "'");
            }
            ModelRelease release = newest.get();
            Optional<ModelRelease> next = command.next(release);
            if (next.isEmpty()) {
                return new Outcome.Refused(stand(release));
            }
            publish(next.get());
            return new Outcome.Done(next.get());
        }
    }

    private void publish(ModelRelease next) {
        tracing.step(registry.trace(next.domain()), next, () -> publisher.publish(next));
        registry.refresh(PATIENCE);
        LOG.info(stand(next));
    }

    private static String stand(ModelRelease release) {
        Exposure at = release.exposure();
        String serves =
                at.complete() ? "serves all events" : "serves %d of %d events".formatted(at.share(), Exposure.ALL);
        String paused = at.paused() ? ", paused" : "";
        return release.name() + " " + serves + paused + (at.reason().isEmpty() ? "" : ": " + at.reason());
    }

    private RolloutState state(ModelRelease release, Decision decision, Watch.Seen seen) {
        return new RolloutState(
                release.domain(),
                release.version(),
                release.predecessor().map(Predecessor::version).orElse(0L),
                release.exposure(),
                decision.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                decision.reason(),
                decision.votes(),
                seen.compared(),
                seen.active(),
                seen.rest(),
                consumers.of(release));
    }

    /** What a person asks for. */
    private interface Command {
        /** The announcement to make; none if it makes no sense where the release is. */
        Optional<ModelRelease> next(ModelRelease release);
    }

    /** What came of a person's command. */
    public sealed interface Outcome {
        /**
         * It has been announced.
         *
         * @param release at its new step
         */
        record Done(ModelRelease release) implements Outcome {}

        /**
         * It makes no sense where the release is.
         *
         * @param instead where that is
         */
        record Refused(String instead) implements Outcome {}

        /**
         * There is no such domain.
         *
         * @param reason what was expected and what came
         */
        record Unknown(String reason) implements Outcome {}
    }
}
