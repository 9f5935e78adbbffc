package io.realign.alert;

import java.util.ArrayList;
import java.util.List;

/**
 * Rare events that are counted, and their limits. The kinds are: the lowest rank among the reference, one of the
 * {@value #LOW_RANKS} lowest ranks, each rare value, and each departure of a constant feature.
 *
 * @param rareValues rare values of the reference
 * @param kinds limits of each kind in this order
 */
public record RareEventLimits(RareValues rareValues, List<Recurrence> kinds) {
    static final int LOWEST_RANK = 0;
    static final int LOW_RANK = 1;
    static final int FIRST_VALUE = 2;
    static final int LOW_RANKS = 8;

    /** Shares of the false alarm budget. The union bounds within each are two to three times too careful. */
    private static final double RANK_BUDGET = 0.1;

    private static final double VALUE_BUDGET = 0.15;
    private static final double CONSTANT_BUDGET = 0.01;

    /** What the budgets above spend in fact. */
    private static final double RANK_CHARGE = 0.05;

    private static final double VALUE_CHARGE = 0.075;
    private static final double CONSTANT_CHARGE = 0.02;

    public RareEventLimits {
        kinds = List.copyOf(kinds);
    }

    /**
     * @param ranked number of reference events with a rank
     * @param count number of reference events with raw features
     * @param arl average run length of all tests
     * @param autocorrelationTime events per independent event, 1 or more
     */
    static RareEventLimits of(RareValues values, long ranked, long count, double arl, double autocorrelationTime) {
        List<Recurrence> kinds = new ArrayList<>();
        kinds.add(Recurrence.of(1, ranked, RANK_BUDGET / arl / 2, autocorrelationTime, 2, 3, 5, 8));
        kinds.add(Recurrence.of(LOW_RANKS, ranked, RANK_BUDGET / arl / 2, autocorrelationTime, 2, 3, 5, 8));
        for (int rare : values.counts()) {
            kinds.add(Recurrence.of(
                    rare + 1, count, VALUE_BUDGET / arl / values.counts().length, autocorrelationTime, 3, 5, 8));
        }
        for (int i = 0; i < values.constants().length; i++) {
            kinds.add(Recurrence.of(1, count, CONSTANT_BUDGET / arl / values.constants().length, 1, 2, 3));
        }
        return new RareEventLimits(values, kinds);
    }

    /** Returns the fraction of the false alarms that these limits raise. */
    static double share(RareValues values) {
        return RANK_CHARGE
                + (values.counts().length > 0 ? VALUE_CHARGE : 0)
                + (values.constants().length > 0 ? CONSTANT_CHARGE : 0);
    }

    int firstConstant() {
        return FIRST_VALUE + rareValues.features().length;
    }

    /** Returns the feature of a rare value or a departure of a constant feature. */
    int feature(int kind) {
        return kind < firstConstant()
                ? rareValues.features()[kind - FIRST_VALUE]
                : rareValues.constants()[kind - firstConstant()];
    }

    /** Returns the number of reference events that the probability of a kind was estimated from. */
    static long counted(int kind, long ranked, long count) {
        return kind == LOWEST_RANK || kind == LOW_RANK ? ranked : count;
    }

    /** Returns the probability of a rare event of a kind, without drift. */
    double probability(int kind, long ranked, long count) {
        if (kind == LOWEST_RANK) {
            return 1.0 / (ranked + 1);
        }
        if (kind == LOW_RANK) {
            return (double) LOW_RANKS / (ranked + 1);
        }
        return kind < firstConstant()
                ? (rareValues.counts()[kind - FIRST_VALUE] + 1.0) / (count + 1)
                : 1.0 / (count + 1);
    }

    /**
     * Whether an event is rare.
     *
     * @param raw raw features
     * @param scalar scalar of which low values are rare
     */
    boolean isRare(int kind, float[] raw, RankScores ranks, float scalar) {
        if (kind == LOWEST_RANK) {
            return ranks.isAmongLowest(1, scalar);
        }
        if (kind == LOW_RANK) {
            return ranks.isAmongLowest(LOW_RANKS, scalar);
        }
        if (kind < firstConstant()) {
            int feature = kind - FIRST_VALUE;
            return raw[rareValues.features()[feature]] == rareValues.values()[feature];
        }
        int constant = kind - firstConstant();
        return raw[rareValues.constants()[constant]] != rareValues.constantValues()[constant];
    }
}
