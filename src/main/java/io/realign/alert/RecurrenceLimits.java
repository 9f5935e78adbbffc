package io.realign.alert;

/**
 * Number of events within which several rare events must occur for a suspicion. Rare events are counted exactly: if
 * {@code a - 1} of {@code N} reference events are rare and the reference is exchangeable with the stream, the rate of rare
 * events has a beta distribution with the parameters {@code a} and {@code N + 1 - a}, and the number in a window is
 * beta-binomial.
 */
final class RecurrenceLimits {
    /** Limits are at most this multiple of the number of reference events. */
    private static final int MAX_LIMIT_FACTOR = 10;

    private RecurrenceLimits() {}

    /**
     * Returns the largest number of events g such that an event is rare and at least {@code repeats - 1} of the
     * {@code g - 1} events before it are rare, with at most this probability; 0 if there is none.
     *
     * @param a one more than the number of rare reference events
     * @param referenceCount number of reference events N
     * @param repeats number of rare events, 2 or more
     */
    static long limit(int a, long referenceCount, int repeats, double probability) {
        double beta = referenceCount + 1.0 - a;
        double rate = a / (referenceCount + 1.0);
        // Probability that none of the g - 1 earlier events is rare, given that the newest is.
        double none = 1;
        long limit = 0;
        for (long earlier = 0; earlier < MAX_LIMIT_FACTOR * referenceCount; earlier++) {
            if (rate * atLeast(repeats - 1, earlier, a + 1.0, beta, none) > probability) {
                return limit;
            }
            limit = earlier + 1;
            none *= (beta + earlier) / (a + 1.0 + beta + earlier);
        }
        return limit;
    }

    /** Returns the probability of at least {@code count} successes in {@code trials} of a beta-binomial distribution. */
    private static double atLeast(int count, long trials, double alpha, double beta, double none) {
        if (trials < count) {
            return 0;
        }
        double term = none;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += term;
            term *= (double) (trials - i) / (i + 1) * (alpha + i) / (beta + trials - i - 1);
        }
        return 1 - sum;
    }
}
