package io.realign.adaptation.budget;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.alert.DriftAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An alert that waits until it is taken up. It is due when it came, {@link #PRIORITY_STEP} earlier for each doubling of its score,
 * and as much later for each adaptation that its domain has had in the last 24 hours. All is time, so whoever waits long
 * enough is due before whatever comes new.
 *
 * @param alert the alert
 * @param queuedAt when it came
 */
public record QueuedAlert(DriftAlert alert, Instant queuedAt) {
    /** About what a few adaptations take: less would decide nothing, more would let a far one pass all that wait. */
    static final Duration PRIORITY_STEP = Duration.ofMinutes(10);

    /**
     * The one to take up next; none if no domain is ready. Alerts of one domain are taken up in the order of their time, and
     * one that another has superseded waits for nothing.
     *
     * @param ready whether a domain can be adapted now
     * @param earlier what was tried before, of all domains
     */
    public static Optional<QueuedAlert> next(
            List<QueuedAlert> waiting, Predicate<String> ready, List<AdaptationRecord> earlier, Instant now) {
        return waiting.stream()
                .filter(one -> waiting.stream().noneMatch(one::supersedes))
                .filter(one -> one.supersededBy(waiting).isPresent() || ready.test(one.alert.domain()))
                .min((a, b) -> a.dueAt(earlier, now).compareTo(b.dueAt(earlier, now)));
    }

    /** A later alert of the same domain: that has moved on, and the events of this one are not where it is. */
    public Optional<QueuedAlert> supersededBy(List<QueuedAlert> others) {
        return others.stream().filter(other -> other.supersedes(this)).findFirst();
    }

    private boolean supersedes(QueuedAlert other) {
        return alert.domain().equals(other.alert.domain())
                && alert.confirmedAt().isAfter(other.alert.confirmedAt());
    }

    private Instant dueAt(List<AdaptationRecord> earlier, Instant now) {
        Instant day = now.minus(AdaptationBudget.DAY);
        long today = earlier.stream()
                .filter(record -> record.domain().equals(alert.domain()))
                .filter(record -> record.outcome() != Outcome.SKIPPED
                        && record.finishedAt().isAfter(day))
                .count();
        double doublings = Math.log(Math.max(1, alert.score())) / Math.log(2);
        return queuedAt.plusMillis(Math.round((today - doublings) * PRIORITY_STEP.toMillis()));
    }
}
