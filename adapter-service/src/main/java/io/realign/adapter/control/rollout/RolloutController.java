package io.realign.adapter.control.rollout;

import io.realign.adapter.control.release.KafkaPublisher;
import io.realign.adapter.store.ModelRegistry;
import io.realign.adapter.tracing.AdaptationTracing;
import io.realign.model.ModelRelease;
import io.realign.model.PreviousRelease;
import io.realign.model.Provenance;
import io.realign.model.ReleaseHistory;
import io.realign.model.TrafficSplit;
import io.realign.replay.KafkaLogReader;
import io.realign.rollout.ConsumerStatuses;
import io.realign.rollout.RolloutDecision;
import io.realign.rollout.RolloutPolicy;
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
public final class RolloutController implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RolloutController.class);
    private static final Duration DECISION_INTERVAL = Duration.ofMillis(500);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);

    private final ModelRegistry registry;
    private final KafkaPublisher publisher;
    private final AdaptationTracing tracing;
    private final KafkaLogReader log;
    private final RolloutPolicy rule;
    private final Duration recoveryTimeout;
    private final Provenance provenance;
    private final Duration releaseTtl;
    private final InstantSource clock;
    private final ConsumerStatuses consumers = new ConsumerStatuses();
    private final Map<ReleaseStep, RolloutMonitor> monitors = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "rollouts");
    private volatile List<RolloutState> states = List.of();
    private Optional<TopicReader> statusReader = Optional.empty();
    private boolean brokerUnavailable;

    /** What a watch is about. */
    private record ReleaseStep(String releaseId, long step) {
        static ReleaseStep of(ModelRelease release) {
            return new ReleaseStep(release.id(), release.traffic().step());
        }
    }

    /**
     * Nothing is decided before {@link #start}.
     *
     * @param recovery how long a target is given to come to rest
     * @param provenance what makes the releases that go back
     * @param validity how long they may be loaded
     */
    public RolloutController(
            ModelRegistry registry,
            KafkaPublisher publisher,
            AdaptationTracing tracing,
            KafkaLogReader log,
            RolloutPolicy rule,
            Duration recovery,
            Provenance provenance,
            Duration validity,
            InstantSource clock) {
        this.registry = registry;
        this.publisher = publisher;
        this.tracing = tracing;
        this.log = log;
        this.rule = rule;
        this.recoveryTimeout = recovery;
        this.provenance = provenance;
        this.releaseTtl = validity;
        this.clock = clock;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** What is being rolled out or watched, as it was decided last. */
    public List<RolloutState> states() {
        return states;
    }

    /** Keeps a release at its step until it is resumed. */
    public CommandResult pause(String domain) {
        return applyManually(domain, release -> {
            TrafficSplit at = release.traffic();
            TrafficSplit paused = new TrafficSplit(
                    at.step() + 1, at.trafficShare(), at.shadowShare(), true, clock.instant(), "by hand");
            return Optional.of(release.withTraffic(paused)).filter(next -> !at.complete() && !at.paused());
        });
    }

    /** Takes the next step now, whatever there is to wait for. */
    public CommandResult advance(String domain) {
        return applyManually(domain, release -> Optional.of(release)
                .filter(there -> !there.traffic().complete())
                .map(there ->
                        there.withTraffic(rule.plan().next(there.traffic(), clock.instant(), "approved by hand"))));
    }

    /** Lets a paused release go on. */
    public CommandResult resume(String domain) {
        return applyManually(domain, release -> {
            TrafficSplit at = release.traffic();
            TrafficSplit going = new TrafficSplit(
                    at.step() + 1, at.trafficShare(), at.shadowShare(), false, clock.instant(), "resumed by hand");
            return Optional.of(release.withTraffic(going)).filter(next -> at.paused());
        });
    }

    /** Brings back the model before the newest release of a domain, whether that serves all events already or a part. */
    public CommandResult rollBack(String domain) {
        return applyManually(
                domain, release -> release.previous().map(before -> rollbackRelease(release, "rolled back by hand")));
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        monitors.values().forEach(RolloutMonitor::close);
        statusReader.ifPresent(TopicReader::close);
    }

    private void run() {
        try {
            while (!closed.await(DECISION_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                decideOrLog();
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted, no rollout takes a step any more", e);
        }
    }

    private void decideOrLog() {
        try {
            decideAll();
            brokerUnavailable = false;
        } catch (KafkaException e) {
            if (!brokerUnavailable) {
                LOG.warnf(e, "rollouts stay where they are, as the broker does not answer; tried again until it does");
            }
            brokerUnavailable = true;
        } catch (RuntimeException e) {
            LOG.error("a rollout could not be decided on; tried again", e);
        }
    }

    private void decideAll() {
        ReleaseHistory history = registry.refresh(BROKER_TIMEOUT);
        readConsumerStatus();
        Instant now = clock.instant();
        List<ModelRelease> watched = monitoredReleases(history, now);
        List<RolloutState> decided = new ArrayList<>();
        for (ModelRelease release : watched) {
            RolloutMonitor watch = monitors.computeIfAbsent(ReleaseStep.of(release), step -> newMonitor(release));
            RolloutDecision decision = watch.decide(now);
            decided.add(state(release, decision, watch.counts()));
            apply(release, decision);
        }
        List<ReleaseStep> current = watched.stream().map(ReleaseStep::of).toList();
        monitors.entrySet().removeIf(entry -> {
            boolean past = !current.contains(entry.getKey());
            if (past) {
                entry.getValue().close();
            }
            return past;
        });
        states = List.copyOf(decided);
    }

    private void readConsumerStatus() {
        if (statusReader.isEmpty()) {
            statusReader =
                    Optional.of(new TopicReader(log, Optional.empty()).subscribe(Topics.ROLLOUTS, consumers::add));
        }
        statusReader.get().poll();
    }

    private List<ModelRelease> monitoredReleases(ReleaseHistory history, Instant now) {
        List<ModelRelease> watched = new ArrayList<>(history.openRollouts());
        history.releases().stream()
                .filter(release -> isRecovering(release, now))
                .filter(release -> history.newestRelease(release.domain())
                        .filter(release::equals)
                        .isPresent())
                .forEach(watched::add);
        return watched;
    }

    /** A little longer than it is given, so that its end is decided on, and decided on again after a crash. */
    private boolean isRecovering(ModelRelease release, Instant now) {
        return release.traffic().complete()
                && release.traffic().step() > 0
                && release.rollbackTo() == 0
                && now.isBefore(
                        release.traffic().startedAt().plus(recoveryTimeout).plus(recoveryTimeout));
    }

    private RolloutMonitor newMonitor(ModelRelease release) {
        return release.traffic().complete()
                ? new RecoveryMonitor(
                        release, recoveryTimeout, rule.thresholds().maxConfidenceDrop(), log)
                : new StepMonitor(release, rule, consumers, log);
    }

    private void apply(ModelRelease release, RolloutDecision decision) {
        if (decision instanceof RolloutDecision.RollBack back) {
            publish(release, rollbackRelease(release, back.reason()));
        } else if (decision instanceof RolloutDecision.Advance forward
                && !release.traffic().complete()) {
            publish(
                    release,
                    release.withTraffic(rule.plan().next(release.traffic(), clock.instant(), forward.reason())));
        }
    }

    private ModelRelease rollbackRelease(ModelRelease release, String reason) {
        return release.rollback(provenance, clock.instant(), releaseTtl, reason);
    }

    /** Unless something else has become of the release meanwhile. */
    private void publish(ModelRelease release, ModelRelease next) {
        synchronized (registry) {
            if (registry.refresh(BROKER_TIMEOUT)
                    .newestRelease(release.domain())
                    .filter(release::equals)
                    .isPresent()) {
                publish(next);
            }
        }
    }

    private CommandResult applyManually(String domain, RolloutCommand command) {
        synchronized (registry) {
            Optional<ModelRelease> newest = registry.refresh(BROKER_TIMEOUT)
                    .newestRelease(domain)
                    .filter(release -> release.domain().equals(domain));
            if (newest.isEmpty()) {
                return new CommandResult.UnknownDomain(
                        "expected a domain with a release of its own, got '" + domain + "'");
            }
            ModelRelease release = newest.get();
            Optional<ModelRelease> next = command.next(release);
            if (next.isEmpty()) {
                return new CommandResult.Conflict(describe(release));
            }
            publish(next.get());
            return new CommandResult.Applied(next.get());
        }
    }

    private void publish(ModelRelease next) {
        tracing.traceAnnouncement(registry.traceContext(next.domain()), next, () -> publisher.publish(next));
        registry.refresh(BROKER_TIMEOUT);
        LOG.info(describe(next));
    }

    private static String describe(ModelRelease release) {
        TrafficSplit at = release.traffic();
        String serves = at.complete()
                ? "serves all events"
                : "serves %d of %d events".formatted(at.trafficShare(), TrafficSplit.FULL);
        String paused = at.paused() ? ", paused" : "";
        return release.displayName() + " " + serves + paused + (at.reason().isEmpty() ? "" : ": " + at.reason());
    }

    private RolloutState state(ModelRelease release, RolloutDecision decision, RolloutMonitor.EventCounts seen) {
        return new RolloutState(
                release.domain(),
                release.version(),
                release.previous().map(PreviousRelease::version).orElse(0L),
                release.traffic(),
                decision.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                decision.reason(),
                decision.checks(),
                seen.compared(),
                seen.releaseEvents(),
                seen.previousReleaseEvents(),
                consumers.forRelease(release));
    }

    /** What a person asks for. */
    private interface RolloutCommand {
        /** The announcement to make; none if it makes no sense where the release is. */
        Optional<ModelRelease> next(ModelRelease release);
    }

    /** What came of a person's command. */
    public sealed interface CommandResult {
        /**
         * It has been announced.
         *
         * @param release at its new step
         */
        record Applied(ModelRelease release) implements CommandResult {}

        /**
         * It makes no sense where the release is.
         *
         * @param currentState where that is
         */
        record Conflict(String currentState) implements CommandResult {}

        /**
         * There is no such domain.
         *
         * @param reason what was expected and what came
         */
        record UnknownDomain(String reason) implements CommandResult {}
    }
}
