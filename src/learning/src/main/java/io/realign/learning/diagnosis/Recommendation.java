package io.realign.learning.diagnosis;

import java.util.List;

/**
 * One recommendation and the findings that decided it.
 *
 * @param reasons at least one finding
 */
public record Recommendation(RecommendedAction action, List<Finding> reasons) {
    public Recommendation {
        reasons = List.copyOf(reasons);
    }

    /** What comes first is cheaper, or would spoil what comes later if it were left undone. */
    static Recommendation of(List<Finding> training, Findings symptoms) {
        if (!training.stream().allMatch(Finding::isExpected)) {
            return stabiliseTraining(training);
        }
        if (symptoms.hasOutlyingSource()) {
            return new Recommendation(
                    RecommendedAction.EXCLUDE_SOURCE,
                    symptoms.shift().findings().subList(0, 1));
        }
        if (symptoms.noShift()) {
            return new Recommendation(RecommendedAction.NOTHING, symptoms.distances());
        }
        if (!symptoms.onlyClassSharesShifted()
                && !symptoms.removedByStandardisation().isExpected()) {
            return new Recommendation(
                    RecommendedAction.STANDARDISE_PER_DOMAIN, List.of(symptoms.removedByStandardisation()));
        }
        if (!symptoms.discriminantAgreement().isExpected()) {
            return new Recommendation(RecommendedAction.REQUEST_LABELS, List.of(symptoms.discriminantAgreement()));
        }
        if (symptoms.classSharesShifted()) {
            return new Recommendation(
                    RecommendedAction.REWEIGHT_CLASSES, symptoms.shift().findings());
        }
        if (!symptoms.overlap().isExpected()) {
            return new Recommendation(RecommendedAction.DEEPER_FEATURE_EXTRACTOR, List.of(symptoms.overlap()));
        }
        return new Recommendation(
                RecommendedAction.ALIGN_FEATURES,
                symptoms.distances().stream()
                        .filter(finding -> !finding.isExpected())
                        .toList());
    }

    static Recommendation stabiliseTraining(List<Finding> training) {
        return new Recommendation(
                RecommendedAction.STABILISE_TRAINING,
                training.stream().filter(finding -> !finding.isExpected()).toList());
    }
}
