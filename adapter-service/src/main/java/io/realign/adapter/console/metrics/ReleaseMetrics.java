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
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What serves each domain, and how its newest adaptation ended. */
final class ReleaseMetrics {
    private static final double MILLIS = 1000;

    private final GaugeTable endedAt;
    private final GaugeTable consecutiveUnsuccessful;
    private final GaugeTable version;
    private final GaugeTable expires;
    private final GaugeTable share;
    private final GaugeTable step;
    private final GaugeTable rolledBack;

    ReleaseMetrics(MeterRegistry meters) {
        endedAt = new GaugeTable(
                meters,
                "realign.adaptation.ended.timestamp",
                "seconds",
                "When the newest adaptation of a domain ended, with its outcome");
        consecutiveUnsuccessful = new GaugeTable(
                meters,
                "realign.adaptation.fruitless",
                null,
                "How many adaptations of a domain in a row were refused or taken back");
        version = new GaugeTable(meters, "realign.model.version", null, "Newest version of a domain");
        expires = new GaugeTable(
                meters, "realign.model.expires.timestamp", "seconds", "Until when that version may be loaded");
        share = new GaugeTable(meters, "realign.rollout.share", "ratio", "Share of the domain's events that it scores");
        step = new GaugeTable(meters, "realign.rollout.step", null, "How often it has been announced anew");
        rolledBack = new GaugeTable(
                meters,
                "realign.rollout.taken.back.timestamp",
                "seconds",
                "When the release before it was taken back, for domains whose newest version is the way back");
    }

    void update(ReleaseHistory history) {
        Collection<ModelRelease> newest = newest(history.releases(), ModelRelease::domain, ReleaseMetrics::newer);
        version.update(releases(newest, ModelRelease::version));
        expires.update(releases(newest, release -> seconds(release.expiresAt())));
        share.update(releases(newest, release -> (double) release.traffic().trafficShare() / TrafficSplit.FULL));
        step.update(releases(newest, release -> release.traffic().step()));
        rolledBack.update(releases(
                newest.stream().filter(release -> release.rollbackTo() > 0).toList(),
                release -> seconds(release.createdAt())));
        adaptations(history);
    }

    private void adaptations(ReleaseHistory history) {
        Map<Tags, Double> ends = new LinkedHashMap<>();
        newest(history.adaptations(), AdaptationRecord::domain, (one, other) -> other)
                .forEach(record -> ends.put(
                        Tags.of(
                                "domain",
                                record.domain(),
                                "outcome",
                                record.outcome().name().toLowerCase(Locale.ROOT)),
                        seconds(record.finishedAt())));
        endedAt.update(ends);
        Map<Tags, Double> inVain = new LinkedHashMap<>();
        history.adaptations().stream()
                .collect(groupingBy(AdaptationRecord::domain))
                .forEach((domain, records) -> inVain.put(domain(domain), (double)
                        AdaptationBudget.consecutiveUnsuccessful(domain, records, history::wasRolledBack)));
        consecutiveUnsuccessful.update(inVain);
    }

    private static Map<Tags, Double> releases(Collection<ModelRelease> newest, ToDoubleFunction<ModelRelease> value) {
        Map<Tags, Double> rows = new LinkedHashMap<>();
        newest.forEach(release -> rows.put(domain(release.domain()), value.applyAsDouble(release)));
        return rows;
    }

    private static <T> Collection<T> newest(List<T> all, Function<T, String> domain, BinaryOperator<T> newer) {
        return all.stream()
                .collect(toMap(domain, one -> one, newer, LinkedHashMap::new))
                .values();
    }

    private static ModelRelease newer(ModelRelease one, ModelRelease other) {
        return other.version() > one.version() ? other : one;
    }

    private static Tags domain(String domain) {
        return Tags.of("domain", domain);
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / MILLIS;
    }
}
