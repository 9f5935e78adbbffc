package io.realign.learning.diagnosis;

import java.util.List;

/**
 * One recommendation and the findings that decided it.
 *
 * @param because at least one finding
 */
public record Advice(Recommendation recommendation, List<Finding> because) {
    public Advice {
        because = List.copyOf(because);
    }

    /** What comes first is cheaper, or would spoil what comes later if it were left undone. */
    static Advice of(List<Finding> training, Symptoms symptoms) {
        if (!training.stream().allMatch(Finding::holds)) {
            return unsteady(training);
        }
        if (symptoms.sourcesDisagree()) {
            return new Advice(
                    Recommendation.LEAVE_OUT_SOURCE, symptoms.named().evidence().subList(0, 1));
        }
        if (symptoms.nothingMoved()) {
            return new Advice(Recommendation.NOTHING, symptoms.views());
        }
        if (!symptoms.onlySharesMoved() && !symptoms.removable().holds()) {
            return new Advice(Recommendation.STANDARDISE_PER_DOMAIN, List.of(symptoms.removable()));
        }
        if (!symptoms.unlike().holds()) {
            return new Advice(Recommendation.ASK_FOR_LABELS, List.of(symptoms.unlike()));
        }
        if (symptoms.sharesMoved()) {
            return new Advice(Recommendation.PRIOR_WEIGHTS, symptoms.named().evidence());
        }
        if (!symptoms.overlap().holds()) {
            return new Advice(Recommendation.DEEPER_FEATURES, List.of(symptoms.overlap()));
        }
        return new Advice(
                Recommendation.ALIGN,
                symptoms.views().stream().filter(finding -> !finding.holds()).toList());
    }

    static Advice unsteady(List<Finding> training) {
        return new Advice(
                Recommendation.STEADIER_TRAINING,
                training.stream().filter(finding -> !finding.holds()).toList());
    }
}
