package io.realign.adaptation.gate;

/** Exact one-sided sign test that compares two classifiers on the same rows (McNemar, 1947). */
public final class SignTest {
    private SignTest() {}

    /**
     * Returns the probability of at least {@code wins} successes in {@code wins + losses} trials with probability one
     * half.
     *
     * @param wins rows that only the first classifier classifies correctly
     * @param losses rows that only the second classifier classifies correctly
     * @return above 0 and at most 1; 1 if both counts are 0
     */
    public static double pValue(int wins, int losses) {
        int trials = wins + losses;
        double logProbability = -trials * Math.log(2);
        double tail = 0;
        for (int successes = 0; successes <= trials; successes++) {
            if (successes >= wins) {
                tail += Math.exp(logProbability);
            }
            logProbability += Math.log((double) (trials - successes) / (successes + 1));
        }
        return Math.min(1, tail);
    }
}
