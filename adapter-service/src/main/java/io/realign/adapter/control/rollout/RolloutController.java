package io.realign.adapter.control.rollout;

import io.realign.adapter.control.release.KafkaPublisher;
import io.realign.adapter.instance.Instance;
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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Rolls out every release step by step, and then monitors the recovery of its domain. Each step publishes the release again with
 * another traffic split; a rollback publishes a new version. While the broker is unavailable, rollouts stay at their step.
 */
@Singleton
public class RolloutController implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RolloutController.class);

    /** Below the resolution of the Quarkus scheduler, which is one second. */
    private static final Duration DECISION_INTERVAL = Duration.ofMillis(500);

    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);

    private final ModelRegistry registry;
    private final KafkaPublisher publisher;
    private final AdaptationTracing tracing;
    private final KafkaLogReader logReader;
    private final RolloutPolicy policy;
    private final Duration recoveryTimeout;
    private final Provenance provenance;
    private final Duration releaseTtl;
    private final InstantSource clock;
    private final Instance instance;
    private final ConsumerStatuses consumers = new ConsumerStatuses();
    private final RolloutMessageReader statusReader;
    private final Map<ReleaseStep, RolloutMonitor> monitors = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "rollout-controller");
    private volatile List<RolloutState> states = List.of();
    private boolean brokerUnavailable;

    private record ReleaseStep(String releaseId, long step) {
        static ReleaseStep of(ModelRelease release) {
            return new ReleaseStep(release.id(), release.traffic().step());
        }
    }

    /**
     * @param recoveryTimeout time within which a domain has to recover once a release scores all of its events
     * @param provenance provenance of rollback releases
     * @param releaseTtl time for which consumers may load a rollback release, from its creation
     * @param instance only the leader decides
     */
    public RolloutController(
            ModelRegistry registry,
            KafkaPublisher publisher,
            AdaptationTracing tracing,
            KafkaLogReader logReader,
            RolloutPolicy policy,
            @ConfigProperty(name = "realign.rollout.recovery-timeout") Duration recoveryTimeout,
            Provenance provenance,
            @ConfigProperty(name = "realign.release-ttl") Duration releaseTtl,
            InstantSource clock,
            Instance instance) {
        this.registry = registry;
        this.publisher = publisher;
        this.tracing = tracing;
        this.logReader = logReader;
        this.policy = policy;
        this.recoveryTimeout = recoveryTimeout;
        this.provenance = provenance;
        this.releaseTtl = releaseTtl;
        this.clock = clock;
        this.instance = instance;
        statusReader = new RolloutMessageReader(logReader, Optional.empty()).subscribe(Topics.ROLLOUTS, consumers::add);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Releases that are being rolled out, or whose domain is monitored for recovery, each with the latest decision. */
    public List<RolloutState> states() {
        return states;
    }

    /**
     * Keeps a release at its step until the rollout is resumed or advanced.
     *
     * @param version version of the release; no command has an effect if this is not the newest version of the domain
     */
    public CommandResult pause(String domain, long version) {
        return setPaused(domain, version, true, "paused manually");
    }

    /** Resumes a paused rollout. */
    public CommandResult resume(String domain, long version) {
        return setPaused(domain, version, false, "resumed manually");
    }

    /**
     * Advances a release to its next step regardless of its checks.
     *
     * @param step current step, so that a repeated command does not advance the release twice
     */
    public CommandResult advance(String domain, long version, long step) {
        return applyCommand(
                domain,
                version,
                release -> release.traffic().complete() || release.traffic().step() != step
                        ? Optional.empty()
                        : Optional.of(nextStep(release, "advanced manually")));
    }

    /** Rolls a domain back to the previous release, during a rollout or after it. */
    public CommandResult rollBack(String domain, long version) {
        return applyCommand(domain, version, release -> release.previous()
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
        statusReader.close();
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
            if (instance.isLeader()) {
                decideAll();
            } else {
                states = List.of();
            }
            brokerUnavailable = false;
        } catch (KafkaException e) {
            if (!brokerUnavailable) {
                LOG.warn("broker unavailable, rollouts stay at their step; retrying", e);
            }
            brokerUnavailable = true;
        } catch (RuntimeException e) {
            LOG.error("cannot decide on the rollouts; retrying", e);
        }
    }

    private void decideAll() {
        ReleaseHistory history = registry.refresh(BROKER_TIMEOUT);
        statusReader.poll();
        Instant now = clock.instant();
        List<ModelRelease> monitored = monitoredReleases(history, now);
        List<RolloutState> decided = new ArrayList<>();
        for (ModelRelease release : monitored) {
            try {
                decided.add(decide(release, now));
            } catch (KafkaException e) {
                throw e;
            } catch (RuntimeException e) {
                // The other rollouts continue.
                LOG.errorf(e, "cannot decide on the rollout of %s; retrying", release.displayName());
            }
        }
        Set<ReleaseStep> ended = new HashSet<>(monitors.keySet());
        monitored.forEach(release -> ended.remove(ReleaseStep.of(release)));
        ended.forEach(step -> monitors.remove(step).close());
        states = List.copyOf(decided);
    }

    private RolloutState decide(ModelRelease release, Instant now) {
        RolloutMonitor monitor = monitors.computeIfAbsent(ReleaseStep.of(release), step -> newMonitor(release));
        RolloutDecision decision = monitor.decide(now);
        RolloutState state =
                toRolloutState(release, decision, monitor.eventCounts().get());
        apply(release, decision);
        return state;
    }

    private List<ModelRelease> monitoredReleases(ReleaseHistory history, Instant now) {
        Stream<ModelRelease> recovering = history.releases().stream()
                .filter(release -> isRecovering(release, now))
                .filter(release -> history.newestRelease(release.domain()).equals(Optional.of(release)));
        return Stream.concat(history.openRollouts().stream(), recovering).toList();
    }

    /** Whether the recovery is monitored: for twice the timeout, so that a restart does not prevent the decision at the end of the timeout. */
    private boolean isRecovering(ModelRelease release, Instant now) {
        return release.traffic().complete()
                && release.traffic().step() > 0
                && release.origin().rollbackTo() == 0
                && now.isBefore(
                        release.traffic().startedAt().plus(recoveryTimeout).plus(recoveryTimeout));
    }

    private RolloutMonitor newMonitor(ModelRelease release) {
        return release.traffic().complete()
                ? RolloutMonitor.ofRecovery(
                        release, recoveryTimeout, policy.thresholds().maxConfidenceDrop(), consumers, logReader)
                : RolloutMonitor.ofStep(release, policy, consumers, logReader);
    }

    /** Publishes the next step or the rollback, unless another release or step of the domain was published meanwhile. */
    private void apply(ModelRelease release, RolloutDecision decision) {
        boolean rollBack = decision instanceof RolloutDecision.RollBack;
        boolean advance = decision instanceof RolloutDecision.Advance
                && !release.traffic().complete();
        if (rollBack || advance) {
            ModelRelease next =
                    rollBack ? rollbackRelease(release, decision.reason()) : nextStep(release, decision.reason());
            publishNext(release.domain(), newest -> newest.equals(release) ? Optional.of(next) : Optional.empty());
        }
    }

    private CommandResult setPaused(String domain, long version, boolean paused, String reason) {
        return applyCommand(domain, version, release -> {
            TrafficSplit split = release.traffic();
            TrafficSplit next = new TrafficSplit(
                    split.step() + 1, split.trafficShare(), split.shadowShare(), paused, clock.instant(), reason);
            return split.complete() || split.paused() == paused
                    ? Optional.empty()
                    : Optional.of(release.withTraffic(next));
        });
    }

    private ModelRelease rollbackRelease(ModelRelease release, String reason) {
        return release.rollback(provenance, clock.instant(), releaseTtl, reason);
    }

    private ModelRelease nextStep(ModelRelease release, String reason) {
        return release.withTraffic(policy.plan().next(release.traffic(), clock.instant(), reason));
    }

    /** Applies a manual command like {@link #publishNext}, but only if the newest release has the version. */
    private CommandResult applyCommand(
            String domain, long version, Function<ModelRelease, Optional<ModelRelease>> command) {
        return publishNext(domain, release -> release.version() == version ? command.apply(release) : Optional.empty());
    }

    /**
     * Publishes the next step of a domain's newest release, or its rollback, while it holds the lock of the domain.
     *
     * @param command maps the newest release to the release to publish; empty if the command does not apply to it
     */
    private CommandResult publishNext(String domain, Function<ModelRelease, Optional<ModelRelease>> command) {
        Lock lock = registry.publishLock(domain);
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
            Optional<ModelRelease> next = command.apply(release);
            if (next.isEmpty()) {
                return new CommandResult.Conflict("%s, at step %d"
                        .formatted(describe(release), release.traffic().step()));
            }
            publish(next.get());
            return new CommandResult.Applied(next.get());
        } finally {
            lock.unlock();
        }
    }

    private void publish(ModelRelease next) {
        tracing.publishInTrace(registry.traceContext(next.domain()), next, () -> publisher.publish(next));
        registry.refresh(BROKER_TIMEOUT);
        LOG.info(describe(next));
    }

    private static String describe(ModelRelease release) {
        TrafficSplit split = release.traffic();
        String serves = split.complete()
                ? "serves all events"
                : String.format(
                        Locale.ROOT, "serves %.1f %% of the events", 100.0 * split.trafficShare() / TrafficSplit.FULL);
        String paused = split.paused() ? ", paused" : "";
        return release.displayName() + " " + serves + paused + (split.reason().isEmpty() ? "" : ": " + split.reason());
    }

    private RolloutState toRolloutState(
            ModelRelease release, RolloutDecision decision, RolloutMonitor.EventCounts counts) {
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

    /** Result of a manual command. */
    public sealed interface CommandResult {
        /** The command was applied; the release is at its new step. */
        record Applied(ModelRelease release) implements CommandResult {}

        /** The command does not apply to the current state of the release. */
        record Conflict(String currentState) implements CommandResult {}

        /** The domain has no release of its own. */
        record UnknownDomain(String reason) implements CommandResult {}
    }
}
