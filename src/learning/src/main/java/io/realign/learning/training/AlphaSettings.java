package io.realign.learning.training;

import io.realign.adaptation.alpha.AccuracyController;
import io.realign.adaptation.alpha.AlphaAlarms;
import io.realign.adaptation.alpha.AlphaPolicy;
import io.realign.adaptation.alpha.ConstantAlpha;
import io.realign.adaptation.alpha.DynamicAlpha;
import io.realign.adaptation.alpha.GaninRamp;
import io.realign.adaptation.alpha.LinearRamp;

/**
 * How the coefficient of the reversed gradient is found.
 *
 * @param schedule by what
 * @param max where it ends, or its bound; 0 for none at all
 */
public record AlphaSettings(Schedule schedule, double max) {
    /** The accuracy of a domain head that is kept busy, but not beaten. */
    private static final double TARGET_DOMAIN_ACCURACY = .6;

    private static final AlphaAlarms NO_ALARMS = new AlphaAlarms(1, Integer.MAX_VALUE, 1, 1);

    /** No domain term. */
    public static final AlphaSettings NONE = new AlphaSettings(Schedule.CONSTANT, 0);

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

    public AlphaSettings {
        if (!(max >= 0 && max <= 100)) {
            throw new IllegalArgumentException("alpha: expected at most 0 to 100, got " + max);
        }
    }

    /** @param noise the discrepancy that chance makes of two samples of one domain */
    DynamicAlpha createPolicy(double noise) {
        return switch (schedule) {
            case CONSTANT -> withoutAlarms(new ConstantAlpha(max));
            case RAMP -> withoutAlarms(new GaninRamp(GaninRamp.GAMMA, max));
            case LINEAR -> withoutAlarms(new LinearRamp(max / 10, max));
            case DRIFT_DRIVEN -> DynamicAlpha.driftDriven(max, noise);
            case CONTROLLED ->
                new DynamicAlpha(
                        new AccuracyController(TARGET_DOMAIN_ACCURACY, AccuracyController.GAIN, max / 100, max),
                        0,
                        max,
                        AlphaAlarms.DEFAULT);
        };
    }

    private DynamicAlpha withoutAlarms(AlphaPolicy policy) {
        return new DynamicAlpha(policy, 0, max, NO_ALARMS);
    }

    /** Whether it depends on what is measured. */
    boolean isMonitored() {
        return max > 0 && (schedule == Schedule.DRIFT_DRIVEN || schedule == Schedule.CONTROLLED);
    }
}
