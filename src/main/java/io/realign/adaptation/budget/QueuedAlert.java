package io.realign.adaptation.budget;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.alert.DriftAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * An alert that waits for an adaptation. The alert with the earliest due time is adapted first. The due time is the
 * time of queueing, minus {@link #PRIORITY_STEP} for each doubling of the drift score, plus {@link #PRIORITY_STEP} for
 * each adaptation of the domain in the last 24 hours. A waiting alert is
 * eventually due before all newer alerts, so no alert starves.
 *
 * @param alert waiting alert
 * @param queuedAt time of queueing
 */
public record QueuedAlert(DriftAlert alert, Instant queuedAt) {
    /** About the duration of a few adaptations. The score affects the order, but no domain can block the queue. */
    static final Duration PRIORITY_STEP = Duration.ofMinutes(10);

    /**
     * Returns the next alert to process: an alert of a ready domain, or a superseded alert, which is skipped without an
     * adaptation. Empty if there is neither. Alerts of one domain are returned in event time order.
     *
     * @param ready whether a domain may be adapted now
     * @param earlier earlier adaptations of all domains
     */
    public static Optional<QueuedAlert> next(
            List<QueuedAlert> waiting, Predicate<String> ready, List<AdaptationRecord> earlier, Instant now) {
        Map<String, Instant> earliest = new HashMap<>();
        Map<String, Instant> latest = new HashMap<>();
        for (QueuedAlert queued : waiting) {
            Instant confirmed = queued.alert.times().confirmedAt();
            earliest.merge(queued.domain(), confirmed, (a, b) -> a.isBefore(b) ? a : b);
            latest.merge(queued.domain(), confirmed, (a, b) -> a.isAfter(b) ? a : b);
        }
        Instant dayAgo = now.minus(AdaptationBudget.DAY);
        Map<String, Long> adaptations = earlier.stream()
                .filter(record -> record.outcome() != Outcome.SKIPPED
                        && record.timing().finishedAt().isAfter(dayAgo))
                .collect(Collectors.groupingBy(AdaptationRecord::domain, Collectors.counting()));
        return waiting.stream()
                .filter(queued -> queued.alert.times().confirmedAt().equals(earliest.get(queued.domain())))
                .filter(queued ->
                        latest.get(queued.domain()).isAfter(queued.alert.times().confirmedAt())
                                || ready.test(queued.domain()))
                .min(Comparator.comparing(queued -> queued.dueAt(adaptations.getOrDefault(queued.domain(), 0L))));
    }

    /**
     * Returns a later alert of the same domain. If there is one, the domain has drifted further, and the events of this
     * alert are outdated.
     */
    public Optional<QueuedAlert> supersededBy(List<QueuedAlert> others) {
        return others.stream()
                .filter(other -> other.domain().equals(domain())
                        && other.alert
                                .times()
                                .confirmedAt()
                                .isAfter(alert.times().confirmedAt()))
                .findFirst();
    }

    private String domain() {
        return alert.domain();
    }

    private Instant dueAt(long adaptations) {
        double doublings = Math.log(Math.max(1, alert.statistic().score())) / Math.log(2);
        return queuedAt.plusMillis(Math.round((adaptations - doublings) * PRIORITY_STEP.toMillis()));
    }
}
