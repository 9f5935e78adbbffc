package io.realign.learning.training;

import io.realign.adaptation.AccuracyController;
import io.realign.adaptation.AlphaAlarms;
import io.realign.adaptation.AlphaPolicy;
import io.realign.adaptation.ConstantAlpha;
import io.realign.adaptation.DynamicAlpha;
import io.realign.adaptation.GaninRamp;
import io.realign.adaptation.LinearRamp;

/**
 * How the coefficient of the reversed gradient is found.
 *
 * @param schedule by what
 * @param most where it ends, or its bound; 0 for none at all
 */
public record Alpha(Schedule schedule, double most) {
    /** The accuracy of a domain head that is kept busy, but not beaten. */
    private static final double SETPOINT = .6;

    private static final AlphaAlarms SILENT = new AlphaAlarms(1, Integer.MAX_VALUE, 1, 1);

    /** No domain term. */
    public static final Alpha NONE = new Alpha(Schedule.CONSTANT, 0);

    /** By what the coefficient is found. Those that look at nothing but the progress are not watched by alarms, either. */
    public enum Schedule {
        CONSTANT,
        RAMP,
        /** From a tenth of the most. */
        LINEAR,
        /** A ramp that is let down as the domains come together. */
        DRIFT_DRIVEN,
        /** Steered by the accuracy of the domain head. */
        CONTROLLED
    }

    public Alpha {
        if (!(most >= 0 && most <= 100)) {
            throw new IllegalArgumentException("alpha: expected at most 0 to 100, got " + most);
        }
    }

    /** @param noise the discrepancy that chance makes of two samples of one domain */
    DynamicAlpha over(double noise) {
        return switch (schedule) {
            case CONSTANT -> unwatched(new ConstantAlpha(most));
            case RAMP -> unwatched(new GaninRamp(GaninRamp.GAMMA, most));
            case LINEAR -> unwatched(new LinearRamp(most / 10, most));
            case DRIFT_DRIVEN -> DynamicAlpha.driftDriven(most, noise);
            case CONTROLLED ->
                new DynamicAlpha(
                        new AccuracyController(SETPOINT, AccuracyController.GAIN, most / 100, most),
                        0,
                        most,
                        AlphaAlarms.DEFAULT);
        };
    }

    private DynamicAlpha unwatched(AlphaPolicy policy) {
        return new DynamicAlpha(policy, 0, most, SILENT);
    }

    /** Whether it depends on what is measured. */
    boolean watches() {
        return most > 0 && (schedule == Schedule.DRIFT_DRIVEN || schedule == Schedule.CONTROLLED);
    }
}
