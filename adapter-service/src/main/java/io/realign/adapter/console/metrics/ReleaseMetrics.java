package io.realign.adapter.console.metrics;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.budget.AdaptationBudget;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseHistory;
import io.realign.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Gauges of the newest release and adaptation of each domain. */
final class ReleaseMetrics {
    private static final double MILLIS_PER_SECOND = 1000;

    private final GaugeTable adaptationEndedAt;
    private final GaugeTable consecutiveUnsuccessful;
    private final GaugeTable version;
    private final GaugeTable expiresAt;
    private final GaugeTable renewalDueAt;
    private final GaugeTable trafficShare;
    private final GaugeTable step;
    private final GaugeTable rolledBack;

    private final Duration ttl;

    /** @param ttl time from the signature of a release to its expiry */
    ReleaseMetrics(MeterRegistry meters, Duration ttl) {
        this.ttl = ttl;
        adaptationEndedAt = new GaugeTable(
                meters,
                "realign.adaptation.ended.timestamp",
                "seconds",
                "Time at which the newest adaptation of a domain ended, by outcome");
        consecutiveUnsuccessful = new GaugeTable(
                meters,
                "realign.adaptation.consecutive.unsuccessful",
                "Consecutive adaptations that were rejected or rolled back");
        version = new GaugeTable(meters, "realign.model.version", "Version of the newest release of a domain");
        expiresAt = new GaugeTable(
                meters, "realign.model.expires.timestamp", "seconds", "Expiry of the newest release of a domain");
        renewalDueAt = new GaugeTable(
                meters,
                "realign.model.renewal.timestamp",
                "seconds",
                "Time at which the service renews the signature of the newest release of a domain");
        trafficShare = new GaugeTable(
                meters, "realign.rollout.traffic.share", "ratio", "Traffic share of the newest release of a domain");
        step = new GaugeTable(meters, "realign.rollout.step", "Rollout step of the newest release of a domain");
        rolledBack = new GaugeTable(
                meters,
                "realign.rollout.rolled.back.timestamp",
                "seconds",
                "Time of the rollback, for domains whose newest release is a rollback");
    }

    void update(ReleaseHistory history) {
        Collection<ModelRelease> newest = newest(history.releases(), ModelRelease::domain, ReleaseMetrics::newer);
        Function<ModelRelease, Tags> tags = release -> Tags.of("domain", release.domain());
        version.update(newest, tags, ModelRelease::version);
        expiresAt.update(newest, tags, release -> seconds(release.expiresAt()));
        renewalDueAt.update(newest, tags, release -> seconds(release.renewalDueAt(ttl)));
        trafficShare.update(newest, tags, release -> (double) release.traffic().trafficShare() / TrafficSplit.FULL);
        step.update(newest, tags, release -> release.traffic().step());
        rolledBack.update(
                newest.stream()
                        .filter(release -> release.origin().rollbackTo() > 0)
                        .toList(),
                tags,
                release -> seconds(release.createdAt()));
        adaptationEndedAt.update(
                newest(history.adaptations(), AdaptationRecord::domain, (previous, next) -> next),
                record -> Tags.of(
                        "domain",
                        record.domain(),
                        "outcome",
                        record.outcome().name().toLowerCase(Locale.ROOT)),
                record -> seconds(record.timing().finishedAt()));
        Map<String, List<AdaptationRecord>> adaptations =
                history.adaptations().stream().collect(groupingBy(AdaptationRecord::domain));
        consecutiveUnsuccessful.update(
                adaptations.keySet(),
                domain -> Tags.of("domain", domain),
                domain -> AdaptationBudget.consecutiveUnsuccessful(
                        domain, adaptations.get(domain), history::wasRolledBack));
    }

    private static <T> Collection<T> newest(List<T> items, Function<T, String> domain, BinaryOperator<T> newer) {
        return items.stream()
                .collect(toMap(domain, Function.identity(), newer, LinkedHashMap::new))
                .values();
    }

    private static ModelRelease newer(ModelRelease first, ModelRelease second) {
        return second.version() > first.version() ? second : first;
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / MILLIS_PER_SECOND;
    }
}
