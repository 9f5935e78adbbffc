package io.realign.adapter.control.release;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.realign.adapter.instance.Instance;
import io.realign.adapter.store.ModelRegistry;
import io.realign.model.ModelRelease;
import io.realign.model.Signer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import org.apache.kafka.common.errors.RetriableException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Renews the newest release of each domain at half of its time to live: publishes the same release again, with a later expiry and a
 * new signature. Consumers can therefore load a release for as long as it serves.
 *
 * <p>Also renews a release that was signed with another key, and a release whose record on {@code models} is followed by a record
 * that is not accepted, since compaction would delete the record of the release.
 *
 * <p>The decision depends only on the newest records. A restart therefore neither changes a decision nor repeats a renewal.
 */
@Singleton
public class ReleaseRenewal {
    private static final Logger LOG = Logger.getLogger(ReleaseRenewal.class);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);

    private final ModelRegistry registry;
    private final KafkaPublisher publisher;
    private final Instance instance;
    private final Signer signer;
    private final Duration ttl;
    private final InstantSource clock;

    /** Last logged failure of each domain. */
    private final Map<String, String> loggedFailures = new HashMap<>();

    /**
     * @param instance only the leader renews
     * @param ttl time from the signature of a release to its expiry
     */
    public ReleaseRenewal(
            ModelRegistry registry,
            KafkaPublisher publisher,
            Instance instance,
            Signer signer,
            @ConfigProperty(name = "realign.release-ttl") Duration ttl,
            InstantSource clock) {
        this.registry = registry;
        this.publisher = publisher;
        this.instance = instance;
        this.signer = signer;
        this.ttl = ttl;
        this.clock = clock;
    }

    @Scheduled(identity = "release-renewal", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        if (instance.isLeader()) {
            renewDue();
        }
    }

    /** Renews the releases that are due. Logs the failures; the next call tries again. */
    public void renewDue() {
        List<String> due = registry.releaseHistory().newestReleases().stream()
                .filter(this::isDue)
                .map(ModelRelease::domain)
                .toList();
        loggedFailures.keySet().retainAll(due);
        for (String domain : due) {
            try {
                renew(domain);
                loggedFailures.remove(domain);
            } catch (RetriableException e) {
                // The other domains would wait for the broker as well.
                logOnce(domain, e);
                return;
            } catch (RuntimeException e) {
                logOnce(domain, e);
            }
        }
    }

    private void logOnce(String domain, RuntimeException failure) {
        String description = failure.toString();
        if (!description.equals(loggedFailures.put(domain, description))) {
            LOG.errorf(failure, "cannot renew the release of the domain '%s'; retrying", domain);
        }
    }

    private boolean isDue(ModelRelease newest) {
        return !clock.instant().isBefore(newest.renewalDueAt(ttl))
                || !registry.isSignedBy(newest.domain(), signer.keyId())
                || registry.isDisplaced(newest.domain());
    }

    /** Renews the newest release of a domain if it is still due, while it holds the lock of the domain. */
    private void renew(String domain) {
        Lock lock = registry.publishLock(domain);
        lock.lock();
        try {
            registry.refresh(BROKER_TIMEOUT)
                    .newestRelease(domain)
                    .filter(release -> release.domain().equals(domain))
                    .filter(this::isDue)
                    .ifPresent(this::publishRenewed);
        } finally {
            lock.unlock();
        }
    }

    private void publishRenewed(ModelRelease release) {
        // A release stores times in milliseconds.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // Consumers ignore a renewal that does not expire later.
        Instant earliestExpiry = release.expiresAt().plusMillis(1);
        Instant expiry = now.plus(ttl).isAfter(earliestExpiry) ? now.plus(ttl) : earliestExpiry;
        registry.traceContext(release.domain())
                .wrap(() -> publisher.publishRenewed(release.renewed(expiry), now))
                .run();
        registry.refresh(BROKER_TIMEOUT);
        if (release.isExpiredAt(now)) {
            LOG.warnf(
                    "renewed %s, which had expired at %s, until %s",
                    release.displayName(), release.expiresAt(), expiry);
        } else {
            LOG.infof("renewed %s until %s", release.displayName(), expiry);
        }
    }
}
