package io.realign.learning.training;

import io.realign.adaptation.alpha.AccuracyController;
import io.realign.adaptation.alpha.AlphaPolicy;
import io.realign.adaptation.alpha.AlphaSafeguards;
import io.realign.adaptation.alpha.ConstantAlpha;
import io.realign.adaptation.alpha.GaninRamp;
import io.realign.adaptation.alpha.GuardedAlpha;
import io.realign.adaptation.alpha.LinearRamp;

/**
 * Settings of alpha, the coefficient of the reversed gradient of the domain loss.
 *
 * @param max value of a constant alpha, final value of a ramp, or upper bound of a controlled alpha, 0 to 100; 0 disables the
 *     domain loss
 */
public record AlphaSettings(Schedule schedule, double max) {
    /** Slightly better than chance. */
    private static final double DOMAIN_ACCURACY_SETPOINT = .6;

    /** Never halves alpha. */
    private static final AlphaSafeguards NO_SAFEGUARDS = new AlphaSafeguards(1, Integer.MAX_VALUE, 1, 1);

    public static final AlphaSettings NONE = new AlphaSettings(Schedule.CONSTANT, 0);

    /** How alpha changes during training. */
    public enum Schedule {
        CONSTANT,
        /** {@link GaninRamp}. */
        RAMP,
        /** Linear from a tenth of the maximum to the maximum. */
        LINEAR,
        /** {@link GaninRamp}, scaled down as the drift of the embeddings decreases. */
        DRIFT_DRIVEN,
        /** {@link AccuracyController}, which keeps the accuracy of the domain head at a setpoint. */
        CONTROLLED
    }

    public AlphaSettings {
        if (!(max >= 0 && max <= 100)) {
            throw new IllegalArgumentException("maximum of alpha: expected 0 to 100, got " + max);
        }
    }

    /** @param criticalDrift see {@link AlphaMonitor#criticalDrift} */
    GuardedAlpha createAlpha(double criticalDrift) {
        return switch (schedule) {
            case CONSTANT -> withoutSafeguards(new ConstantAlpha(max));
            case RAMP -> withoutSafeguards(new GaninRamp(GaninRamp.GAMMA, max));
            case LINEAR -> withoutSafeguards(new LinearRamp(max / 10, max));
            case DRIFT_DRIVEN -> GuardedAlpha.driftDriven(max, criticalDrift);
            case CONTROLLED ->
                new GuardedAlpha(
                        new AccuracyController(DOMAIN_ACCURACY_SETPOINT, AccuracyController.GAIN, max / 100, max),
                        0,
                        max,
                        AlphaSafeguards.DEFAULT);
        };
    }

    private GuardedAlpha withoutSafeguards(AlphaPolicy policy) {
        return new GuardedAlpha(policy, 0, max, NO_SAFEGUARDS);
    }

    boolean requiresMonitor() {
        return max > 0 && (schedule == Schedule.DRIFT_DRIVEN || schedule == Schedule.CONTROLLED);
    }
}
