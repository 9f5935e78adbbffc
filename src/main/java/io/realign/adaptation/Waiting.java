package io.realign.adaptation;

import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.alert.DriftAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * An alert that waits until it is taken up. It is due when it came, {@link #STEP} earlier for each doubling of its score,
 * and as much later for each adaptation that its domain has had in the last 24 hours. All is time, so whoever waits long
 * enough is due before whatever comes new.
 *
 * @param alert the alert
 * @param since when it came
 */
public record Waiting(DriftAlert alert, Instant since) {
    /** About what a few adaptations take: less would decide nothing, more would let a far one pass all that wait. */
    static final Duration STEP = Duration.ofMinutes(10);

    /**
     * The one to take up next. Alerts of one domain are taken up in the order of their episodes.
     *
     * @param waiting at least one
     * @param earlier what was tried before, of all domains
     */
    public static Waiting next(List<Waiting> waiting, List<AdaptationRecord> earlier, Instant now) {
        return waiting.stream()
                .filter(one -> waiting.stream().noneMatch(other -> other.precedes(one)))
                .min((a, b) -> a.due(earlier, now).compareTo(b.due(earlier, now)))
                .orElseThrow(() -> new IllegalArgumentException("expected at least one alert that waits, got none"));
    }

    private boolean precedes(Waiting other) {
        return alert.domain().equals(other.alert.domain()) && alert.episode() < other.alert.episode();
    }

    private Instant due(List<AdaptationRecord> earlier, Instant now) {
        Instant day = now.minus(Budget.DAY);
        long today = earlier.stream()
                .filter(record -> record.domain().equals(alert.domain()))
                .filter(record -> record.outcome() != Outcome.SKIPPED
                        && record.finishedAt().isAfter(day))
                .count();
        double doublings = Math.log(Math.max(1, alert.score())) / Math.log(2);
        return since.plusMillis(Math.round((today - doublings) * STEP.toMillis()));
    }
}
