package io.realign.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a target domain adds to its detector if residuals are tested.
 *
 * @param events replaces the events by their residuals
 * @param budget keeps the suspicions near their budget, since residuals are not quite exchangeable
 */
public record DomainResiduals(EventResiduals events, FalseAlarmBudget budget) {
    /**
     * Maximum fraction of the suspicions without drift that become alerts. The bets of the confirmation rely on exchangeable
     * events, which residuals are not quite, so nothing below 1 is promised.
     */
    public static final double MAX_FALSE_CONFIRMATIONS = 1;

    /** Returns the state of a domain whose first event follows the end of the source. */
    static DomainResiduals following(EventResiduals source) {
        return new DomainResiduals(source.copy(), new FalseAlarmBudget());
    }

    /** Returns the drift score that a suspicion has to exceed, at least 1. */
    double minScore(CalibratedReference reference) {
        return budget.minScore(reference.thresholds().calibration());
    }

    /** Writes the complete state. */
    public void write(DataOutput out) throws IOException {
        events.write(out);
        budget.write(out);
    }

    /** Reads a state written by {@link #write}. */
    public static DomainResiduals read(DataInput in) throws IOException {
        return new DomainResiduals(EventResiduals.read(in), FalseAlarmBudget.read(in));
    }
}
