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
 * Limits the cost of adaptations. Decisions depend only on the records of earlier adaptations, so a restart does not
 * change them.
 *
 * @param cooldown minimum time between an evaluated adaptation and the next adaptation of the same domain, 0 or more;
 *     doubled after {@value #BACKOFF_THRESHOLD} consecutive unsuccessful adaptations and after each further
 *     unsuccessful adaptation, up to a day
 * @param cpuPerDay maximum CPU time of all adaptations in 24 hours, positive; no adaptation starts after it is used up,
 *     but a running adaptation is finished
 */
public record AdaptationBudget(Duration cooldown, Duration cpuPerDay) {
    /** Sliding window of the CPU limit and upper bound of the back-off. */
    static final Duration DAY = Duration.ofHours(24);

    /** Two consecutive rejections also occur in domains for which adaptation helps. */
    static final int BACKOFF_THRESHOLD = 3;

    /** Outcomes with a gate result. Other outcomes do not predict the success of the next adaptation. */
    private static final Set<Outcome> EVALUATED_OUTCOMES =
            EnumSet.of(Outcome.RELEASED, Outcome.REJECTED, Outcome.WITHHELD);

    public AdaptationBudget {
        if (cooldown.isNegative() || cpuPerDay.isNegative() || cpuPerDay.isZero()) {
            throw new IllegalArgumentException(
                    "expected a cooldown of 0 or more and a positive CPU time per day, got cooldown %s and %s per day"
                            .formatted(cooldown, cpuPerDay));
        }
    }

    /**
     * Returns the reason why a domain is in cooldown; empty if it may be adapted now.
     *
     * @param earlier earlier adaptations of all domains, oldest first
     * @param rolledBack whether the release of an adaptation was rolled back
     */
    public Optional<String> cooldownReason(
            String domain, List<AdaptationRecord> earlier, Predicate<AdaptationRecord> rolledBack, Instant now) {
        List<AdaptationRecord> evaluated = evaluated(domain, earlier);
        if (evaluated.isEmpty()) {
            return Optional.empty();
        }
        int unsuccessful = consecutiveUnsuccessful(evaluated, rolledBack);
        Duration duration = cooldownAfter(unsuccessful);
        Instant end = evaluated.get(evaluated.size() - 1).timing().finishedAt().plus(duration);
        if (!now.isBefore(end)) {
            return Optional.empty();
        }
        String backoff = unsuccessful < BACKOFF_THRESHOLD
                ? ""
                : ", extended after %d consecutive unsuccessful adaptations".formatted(unsuccessful);
        return Optional.of("cooldown until %s, %s after the last adaptation%s".formatted(end, duration, backoff));
    }

    /**
     * Returns the reason why no domain may be adapted now; empty if the CPU limit is not reached.
     *
     * @param earlier earlier adaptations of all domains
     */
    public Optional<String> cpuLimitReason(List<AdaptationRecord> earlier, Instant now) {
        Instant since = now.minus(DAY);
        Duration used = Duration.ofMillis(earlier.stream()
                .filter(record -> record.timing().finishedAt().isAfter(since))
                .mapToLong(record -> record.timing().cpuMillis())
                .sum());
        return used.compareTo(cpuPerDay) < 0
                ? Optional.empty()
                : Optional.of("the adaptations of the last 24 hours used %s of CPU time, the limit is %s"
                        .formatted(used, cpuPerDay));
    }

    /**
     * Returns the number of consecutive adaptations of a domain, counted from the newest, that were rejected or rolled
     * back. Adaptations without a gate result are ignored.
     *
     * @param earlier earlier adaptations of all domains, oldest first
     * @param rolledBack whether the release of an adaptation was rolled back
     */
    public static int consecutiveUnsuccessful(
            String domain, List<AdaptationRecord> earlier, Predicate<AdaptationRecord> rolledBack) {
        return consecutiveUnsuccessful(evaluated(domain, earlier), rolledBack);
    }

    private static List<AdaptationRecord> evaluated(String domain, List<AdaptationRecord> earlier) {
        return earlier.stream()
                .filter(record -> record.domain().equals(domain) && EVALUATED_OUTCOMES.contains(record.outcome()))
                .toList();
    }

    private static int consecutiveUnsuccessful(
            List<AdaptationRecord> evaluated, Predicate<AdaptationRecord> rolledBack) {
        int count = 0;
        while (count < evaluated.size()) {
            AdaptationRecord record = evaluated.get(evaluated.size() - 1 - count);
            if (record.outcome() != Outcome.REJECTED && !rolledBack.test(record)) {
                return count;
            }
            count++;
        }
        return count;
    }

    private Duration cooldownAfter(int unsuccessful) {
        Duration duration = cooldown;
        for (int i = BACKOFF_THRESHOLD; i <= unsuccessful && duration.compareTo(DAY) < 0; i++) {
            Duration doubled = duration.multipliedBy(2);
            duration = doubled.compareTo(DAY) < 0 ? doubled : DAY;
        }
        return duration;
    }
}
