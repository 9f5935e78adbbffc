package io.realign.adaptation.budget;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What adapting may cost. It is asked before anything is trained, and knows nothing but the records of what was tried
 * before, so that a process which starts anew decides as the one before it.
 *
 * @param cooldown how long a domain rests after an adaptation that came to a verdict, zero or more; twice as long after
 *     {@link #BACKOFF_THRESHOLD} in a row that did not help, doubled again for each further one, up to {@link #DAY}
 * @param cpuPerDay processor time after which the adaptations of {@link #DAY}, of all domains together, are followed by no
 *     other; more than zero. One that is begun is brought to its end.
 */
public record AdaptationBudget(Duration cooldown, Duration cpuPerDay) {
    /** Until now, not from midnight: at midnight nothing becomes cheaper. */
    static final Duration DAY = Duration.ofHours(24);

    /** Two may be chance, as one candidate in several is refused where adapting helps, too. */
    static final int BACKOFF_THRESHOLD = 3;

    /** What failed has not been judged: it says nothing of what the next one will be worth. */
    private static final Set<Outcome> EVALUATED_OUTCOMES =
            EnumSet.of(Outcome.RELEASED, Outcome.REJECTED, Outcome.WITHHELD);

    public AdaptationBudget {
        if (cooldown.isNegative() || cpuPerDay.isNegative() || cpuPerDay.isZero()) {
            throw new IllegalArgumentException(
                    "expected a cooldown of zero or more and a positive processor time a day, got %s and %s"
                            .formatted(cooldown, cpuPerDay));
        }
    }

    /**
     * Why a domain should not be adapted yet, as a sentence; empty if it may be now.
     *
     * @param earlier what was tried before, of all domains, oldest first
     * @param takenBack whether the release of a record was followed by the one before it
     */
    public Optional<String> cooldownReason(
            String domain, List<AdaptationRecord> earlier, Predicate<AdaptationRecord> takenBack, Instant now) {
        List<AdaptationRecord> judged = evaluated(domain, earlier);
        if (judged.isEmpty()) {
            return Optional.empty();
        }
        int fruitless = consecutiveUnsuccessful(judged, takenBack);
        Duration pause = cooldownAfter(fruitless);
        Instant end = judged.get(judged.size() - 1).finishedAt().plus(pause);
        if (!now.isBefore(end)) {
            return Optional.empty();
        }
        String why = fruitless < BACKOFF_THRESHOLD ? "" : ", as the last %d did not help".formatted(fruitless);
        return Optional.of(
                "the domain rests until %s, that is %s after its last adaptation%s".formatted(end, pause, why));
    }

    /**
     * Why nothing should be adapted at all, as a sentence; empty if it may be.
     *
     * @param earlier as for {@link #cooldownReason}
     */
    public Optional<String> cpuLimitReason(List<AdaptationRecord> earlier, Instant now) {
        Instant since = now.minus(DAY);
        Duration spent = Duration.ofMillis(earlier.stream()
                .filter(record -> record.finishedAt().isAfter(since))
                .mapToLong(AdaptationRecord::cpuMillis)
                .sum());
        return spent.compareTo(cpuPerDay) < 0
                ? Optional.empty()
                : Optional.of("the adaptations of the last 24 hours took %s of processor time, and %s are allowed"
                        .formatted(spent, cpuPerDay));
    }

    /**
     * How many adaptations of a domain in a row, the newest among them, were refused or had their release taken back; what
     * was not judged is passed over.
     *
     * @param earlier as for {@link #cooldownReason}
     * @param takenBack as for {@link #cooldownReason}
     */
    public static int consecutiveUnsuccessful(
            String domain, List<AdaptationRecord> earlier, Predicate<AdaptationRecord> takenBack) {
        return consecutiveUnsuccessful(evaluated(domain, earlier), takenBack);
    }

    private static List<AdaptationRecord> evaluated(String domain, List<AdaptationRecord> earlier) {
        return earlier.stream()
                .filter(record -> record.domain().equals(domain) && EVALUATED_OUTCOMES.contains(record.outcome()))
                .toList();
    }

    private static int consecutiveUnsuccessful(List<AdaptationRecord> judged, Predicate<AdaptationRecord> takenBack) {
        int count = 0;
        while (count < judged.size()) {
            AdaptationRecord record = judged.get(judged.size() - 1 - count);
            if (record.outcome() != Outcome.REJECTED && !takenBack.test(record)) {
                return count;
            }
            count++;
        }
        return count;
    }

    private Duration cooldownAfter(int fruitless) {
        Duration pause = cooldown;
        for (int i = BACKOFF_THRESHOLD; i <= fruitless && pause.compareTo(DAY) < 0; i++) {
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(DAY) < 0 ? twice : DAY;
        }
        return pause;
    }
}
