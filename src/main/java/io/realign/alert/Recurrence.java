package io.realign.alert;

import java.util.Arrays;

/**
 * Limits for one kind of rare events, see {@link RecurrenceLimits}.
 *
 * @param repeats numbers of rare events, ascending
 * @param limits number of events within which each number of rare events is too many; 0 to ignore it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Recurrence(int[] repeats, long[] limits) {
    /**
     * Returns limits, of which one is exceeded without drift with at most this probability for each event.
     *
     * @param autocorrelationTime events per independent event, 1 or more. As many rare events in succession count as one
     */
    static Recurrence of(int a, long referenceCount, double probability, double autocorrelationTime, int... repeats) {
        long[] limits = Arrays.stream(repeats)
                .mapToLong(each -> {
                    int independent = (int) (each / autocorrelationTime);
                    return independent < 2
                            ? 0
                            : RecurrenceLimits.limit(a, referenceCount, independent, probability / repeats.length);
                })
                .toArray();
        return new Recurrence(repeats, limits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recurrence recurrence
                && Arrays.equals(repeats, recurrence.repeats)
                && Arrays.equals(limits, recurrence.limits);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(repeats) + Arrays.hashCode(limits);
    }
}
