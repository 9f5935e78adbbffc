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
 * An alert in the queue. Its due time is the time of queueing, {@link #PRIORITY_STEP} earlier for each doubling of the
 * score and later for each adaptation of its domain in the last 24 hours. Priority is a time, so no alert starves.
 *
 * @param alert the alert
 * @param queuedAt time of queueing
 */
public record QueuedAlert(DriftAlert alert, Instant queuedAt) {
    /**
     * About the duration of a few adaptations, so that the score matters but does not let one domain block the queue.
     */
    static final Duration PRIORITY_STEP = Duration.ofMinutes(10);

    /**
     * Returns the alert to adapt next; empty if no domain is ready. Alerts of one domain are taken in event time order.
     * Superseded alerts are taken at once, since they need no adaptation.
     *
     * @param ready whether a domain can be adapted now
     * @param earlier earlier adaptations of all domains
     */
    public static Optional<QueuedAlert> next(
            List<QueuedAlert> waiting, Predicate<String> ready, List<AdaptationRecord> earlier, Instant now) {
        Map<String, Instant> earliest = new HashMap<>();
        Map<String, Instant> latest = new HashMap<>();
        for (QueuedAlert queued : waiting) {
            Instant confirmed = queued.alert.confirmedAt();
            earliest.merge(queued.domain(), confirmed, (a, b) -> a.isBefore(b) ? a : b);
            latest.merge(queued.domain(), confirmed, (a, b) -> a.isAfter(b) ? a : b);
        }
        Instant dayAgo = now.minus(AdaptationBudget.DAY);
        Map<String, Long> adaptations = earlier.stream()
                .filter(record -> record.outcome() != Outcome.SKIPPED
                        && record.finishedAt().isAfter(dayAgo))
                .collect(Collectors.groupingBy(AdaptationRecord::domain, Collectors.counting()));
        return waiting.stream()
                .filter(queued -> queued.alert.confirmedAt().equals(earliest.get(queued.domain())))
                .filter(queued ->
                        latest.get(queued.domain()).isAfter(queued.alert.confirmedAt()) || ready.test(queued.domain()))
                .min(Comparator.comparing(queued -> queued.dueAt(adaptations.getOrDefault(queued.domain(), 0L))));
    }

    /**
     * Returns a later alert of the same domain: the domain drifted further, and the events of this one are outdated.
     */
    public Optional<QueuedAlert> supersededBy(List<QueuedAlert> others) {
        return others.stream()
                .filter(other -> other.domain().equals(domain())
                        && other.alert.confirmedAt().isAfter(alert.confirmedAt()))
                .findFirst();
    }

    private String domain() {
        return alert.domain();
    }

    private Instant dueAt(long adaptations) {
        double doublings = Math.log(Math.max(1, alert.score())) / Math.log(2);
        return queuedAt.plusMillis(Math.round((adaptations - doublings) * PRIORITY_STEP.toMillis()));
    }
}
