package io.realign.learning.training;

import io.realign.adaptation.alpha.AccuracyController;
import io.realign.adaptation.alpha.AlphaAlarms;
import io.realign.adaptation.alpha.AlphaPolicy;
import io.realign.adaptation.alpha.ConstantAlpha;
import io.realign.adaptation.alpha.DynamicAlpha;
import io.realign.adaptation.alpha.GaninRamp;
import io.realign.adaptation.alpha.LinearRamp;

/**
 * Settings of alpha, the coefficient of the reversed gradient.
 *
 * @param max final value or upper bound, 0 to 100; 0 disables the domain term
 */
public record AlphaSettings(Schedule schedule, double max) {
    /** Set point of {@link Schedule#CONTROLLED}: a domain head slightly better than chance. */
    private static final double TARGET_DOMAIN_ACCURACY = .6;

    private static final AlphaAlarms NO_ALARMS = new AlphaAlarms(1, Integer.MAX_VALUE, 1, 1);

    /** No domain term. */
    public static final AlphaSettings NONE = new AlphaSettings(Schedule.CONSTANT, 0);

    /** Schedules that depend on progress alone have no alarms. */
    public enum Schedule {
        CONSTANT,
        /** The sigmoid ramp of Ganin et al. */
        RAMP,
        /** From a tenth of the maximum to the maximum. */
        LINEAR,
        /** A ramp that is lowered as the distance of the domains decreases. */
        DRIFT_DRIVEN,
        /** Controlled by the accuracy of the domain head. */
        CONTROLLED
    }

    public AlphaSettings {
        if (!(max >= 0 && max <= 100)) {
            throw new IllegalArgumentException("alpha: expected a maximum of 0 to 100, got " + max);
        }
    }

    /** @param noise discrepancy of two samples of one domain */
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

    /** Whether an {@link AlphaMonitor} is needed. */
    boolean isMonitored() {
        return max > 0 && (schedule == Schedule.DRIFT_DRIVEN || schedule == Schedule.CONTROLLED);
    }
}
