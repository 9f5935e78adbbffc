package io.realign.adaptation.gate;

/** Whether of two classifiers, asked the same rows, one is better (McNemar, 1947; exact). */
public final class SignTest {
    private SignTest() {}

    /**
     * How often a fair coin falls on one side at least so often: the upper tail of the binomial distribution.
     *
     * @param wins rows that only the first one gets right
     * @param losses rows that only the second one gets right
     * @return above 0 to 1; 1 where there are no such rows
     */
    public static double pValue(int wins, int losses) {
        int tosses = wins + losses;
        double term = -tosses * Math.log(2);
        double tail = 0;
        for (int heads = 0; heads <= tosses; heads++) {
            if (heads >= wins) {
                tail += Math.exp(term);
            }
            term += Math.log((double) (tosses - heads) / (heads + 1));
        }
        return Math.min(1, tail);
    }
}
