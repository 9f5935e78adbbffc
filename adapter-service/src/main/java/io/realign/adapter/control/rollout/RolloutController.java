package io.realign.adapter.control.rollout;

import io.realign.adapter.control.release.KafkaPublisher;
import io.realign.adapter.control.release.ReleaseLock;
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
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
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
import java.util.concurrent.locks.Lock;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Rolls out every release step by step, and monitors the recovery of its domain afterwards. Each step is a new announcement of
 * the release; a rollback is a release of its own. Rollouts stay at their step while the broker is unavailable.
 */
@Singleton
public class RolloutController implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RolloutController.class);

    /** Below the resolution of the Quarkus scheduler, which is one second. */
    private static final Duration DECISION_INTERVAL = Duration.ofMillis(500);

    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);

    private final ModelRegistry registry;
    private final KafkaPublisher publisher;
    private final ReleaseLock releaseLock;
    private final AdaptationTracing tracing;
    private final KafkaLogReader log;
    private final RolloutPolicy policy;
    private final Duration recoveryTimeout;
    private final Provenance provenance;
    private final Duration releaseTtl;
    private final InstantSource clock;
    private final ConsumerStatuses consumers = new ConsumerStatuses();
    private final Map<ReleaseStep, RolloutMonitor> monitors = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "rollout-controller");
    private volatile List<RolloutState> states = List.of();
    private Optional<RolloutMessageReader> statusReader = Optional.empty();
    private boolean brokerUnavailable;

    private record ReleaseStep(String releaseId, long step) {
        static ReleaseStep of(ModelRelease release) {
            return new ReleaseStep(release.id(), release.traffic().step());
        }
    }

    /**
     * @param recoveryTimeout time within which a domain has to become stable
     * @param provenance provenance of rollback releases
     * @param releaseTtl time after its creation during which consumers may load a rollback release
     */
    public RolloutController(
            ModelRegistry registry,
            KafkaPublisher publisher,
            ReleaseLock releaseLock,
            AdaptationTracing tracing,
            KafkaLogReader log,
            RolloutPolicy policy,
            @ConfigProperty(name = "realign.rollout.recovery-timeout") Duration recoveryTimeout,
            Provenance provenance,
            @ConfigProperty(name = "realign.release-ttl") Duration releaseTtl,
            InstantSource clock) {
        this.registry = registry;
        this.publisher = publisher;
        this.releaseLock = releaseLock;
        this.tracing = tracing;
        this.log = log;
        this.policy = policy;
        this.recoveryTimeout = recoveryTimeout;
        this.provenance = provenance;
        this.releaseTtl = releaseTtl;
        this.clock = clock;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Open rollouts and recoveries, with the latest decision on each. */
    public List<RolloutState> states() {
        return states;
    }

    /** Keeps a release at its step until it is resumed. */
    public CommandResult pause(String domain) {
        return applyManually(domain, release -> {
            TrafficSplit at = release.traffic();
            TrafficSplit paused = new TrafficSplit(
                    at.step() + 1, at.trafficShare(), at.shadowShare(), true, clock.instant(), "manual command");
            return Optional.of(release.withTraffic(paused)).filter(next -> !at.complete() && !at.paused());
        });
    }

    /** Advances a release to its next step, whatever the checks say. */
    public CommandResult advance(String domain) {
        return applyManually(domain, release -> Optional.of(release)
                .filter(there -> !there.traffic().complete())
                .map(there ->
                        there.withTraffic(policy.plan().next(there.traffic(), clock.instant(), "advanced manually"))));
    }

    /** Resumes a paused rollout. */
    public CommandResult resume(String domain) {
        return applyManually(domain, release -> {
            TrafficSplit at = release.traffic();
            TrafficSplit resumed = new TrafficSplit(
                    at.step() + 1, at.trafficShare(), at.shadowShare(), false, clock.instant(), "resumed manually");
            return Optional.of(release.withTraffic(resumed)).filter(next -> at.paused());
        });
    }

    /** Rolls a domain back to the previous release, during a rollout or after it. */
    public CommandResult rollBack(String domain) {
        return applyManually(domain, release -> release.previous()
                .map(previous -> rollbackRelease(release, "rolled back manually")));
    }

    @Override
    @PreDestroy
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        monitors.values().forEach(RolloutMonitor::close);
        statusReader.ifPresent(RolloutMessageReader::close);
    }

    private void run() {
        try {
            while (!closed.await(DECISION_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                decideOrLog();
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted", e);
        }
    }

    private void decideOrLog() {
        try {
            decideAll();
            brokerUnavailable = false;
        } catch (KafkaException e) {
            if (!brokerUnavailable) {
                LOG.warn("broker unavailable, rollouts stay at their step; retrying", e);
            }
            brokerUnavailable = true;
        } catch (RuntimeException e) {
            LOG.error("a rollout could not be decided on; retrying", e);
        }
    }

    private void decideAll() {
        ReleaseHistory history = registry.refresh(BROKER_TIMEOUT);
        readConsumerStatus();
        Instant now = clock.instant();
        List<ModelRelease> monitored = monitoredReleases(history, now);
        List<RolloutState> decided = new ArrayList<>();
        for (ModelRelease release : monitored) {
            RolloutMonitor monitor = monitors.computeIfAbsent(ReleaseStep.of(release), step -> newMonitor(release));
            RolloutDecision decision = monitor.decide(now);
            decided.add(state(release, decision, monitor.counts()));
            apply(release, decision);
        }
        List<ReleaseStep> current = monitored.stream().map(ReleaseStep::of).toList();
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
            statusReader = Optional.of(
                    new RolloutMessageReader(log, Optional.empty()).subscribe(Topics.ROLLOUTS, consumers::add));
        }
        statusReader.get().poll();
    }

    private List<ModelRelease> monitoredReleases(ReleaseHistory history, Instant now) {
        List<ModelRelease> monitored = new ArrayList<>(history.openRollouts());
        history.releases().stream()
                .filter(release -> isRecovering(release, now))
                .filter(release -> history.newestRelease(release.domain())
                        .filter(release::equals)
                        .isPresent())
                .forEach(monitored::add);
        return monitored;
    }

    /** Twice the timeout, so that its end is decided on, also after a restart. */
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
                        release, recoveryTimeout, policy.thresholds().maxConfidenceDrop(), log)
                : new StepMonitor(release, policy, consumers, log);
    }

    private void apply(ModelRelease release, RolloutDecision decision) {
        if (decision instanceof RolloutDecision.RollBack rollback) {
            publish(release, rollbackRelease(release, rollback.reason()));
        } else if (decision instanceof RolloutDecision.Advance advance
                && !release.traffic().complete()) {
            publish(
                    release,
                    release.withTraffic(policy.plan().next(release.traffic(), clock.instant(), advance.reason())));
        }
    }

    private ModelRelease rollbackRelease(ModelRelease release, String reason) {
        return release.rollback(provenance, clock.instant(), releaseTtl, reason);
    }

    /** Publishes the next step unless the release has changed meanwhile. */
    private void publish(ModelRelease release, ModelRelease next) {
        Lock lock = releaseLock.forDomain(release.domain());
        lock.lock();
        try {
            if (registry.refresh(BROKER_TIMEOUT)
                    .newestRelease(release.domain())
                    .filter(release::equals)
                    .isPresent()) {
                publish(next);
            }
        } finally {
            lock.unlock();
        }
    }

    private CommandResult applyManually(String domain, RolloutCommand command) {
        Lock lock = releaseLock.forDomain(domain);
        lock.lock();
        try {
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
        } finally {
            lock.unlock();
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

    private RolloutState state(ModelRelease release, RolloutDecision decision, RolloutMonitor.EventCounts counts) {
        return new RolloutState(
                release.domain(),
                release.version(),
                release.previous().map(PreviousRelease::version).orElse(0L),
                release.traffic(),
                decision.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                decision.reason(),
                decision.checks(),
                counts.compared(),
                counts.releaseEvents(),
                counts.previousReleaseEvents(),
                consumers.forRelease(release));
    }

    /** Manual command. */
    private interface RolloutCommand {
        /** Next announcement; empty if the command does not apply to the state of the release. */
        Optional<ModelRelease> next(ModelRelease release);
    }

    /** Result of a manual command. */
    public sealed interface CommandResult {
        /**
         * The command was applied.
         *
         * @param release release at its new step
         */
        record Applied(ModelRelease release) implements CommandResult {}

        /**
         * The command does not apply to the state of the release.
         *
         * @param currentState state of the release
         */
        record Conflict(String currentState) implements CommandResult {}

        /**
         * The domain has no release of its own.
         *
         * @param reason error message
         */
        record UnknownDomain(String reason) implements CommandResult {}
    }
}
