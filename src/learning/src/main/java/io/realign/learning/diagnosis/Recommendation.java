package io.realign.learning.diagnosis;

import java.util.List;

/** A recommended action, with at least one finding that led to it. */
public record Recommendation(RecommendedAction action, List<Finding> reasons) {
    public Recommendation {
        reasons = List.copyOf(reasons);
    }

    /** Recommends the first applicable action: cheap ones, and those that others depend on, come first. */
    static Recommendation of(List<Finding> training, Findings findings) {
        if (!training.stream().allMatch(Finding::isExpected)) {
            return stabiliseTraining(training);
        }
        if (findings.hasOutlierSource()) {
            return new Recommendation(
                    RecommendedAction.EXCLUDE_SOURCE,
                    findings.shift().findings().subList(0, 1));
        }
        if (findings.noShift()) {
            return new Recommendation(RecommendedAction.NOTHING, findings.distances());
        }
        if (!findings.onlyClassSharesShifted()
                && !findings.removedByStandardisation().isExpected()) {
            return new Recommendation(
                    RecommendedAction.STANDARDISE_PER_DOMAIN, List.of(findings.removedByStandardisation()));
        }
        if (!findings.discriminantAgreement().isExpected()) {
            return new Recommendation(RecommendedAction.REQUEST_LABELS, List.of(findings.discriminantAgreement()));
        }
        if (findings.classSharesShifted()) {
            return new Recommendation(
                    RecommendedAction.REWEIGHT_CLASSES, findings.shift().findings());
        }
        if (!findings.overlap().isExpected()) {
            return new Recommendation(RecommendedAction.DEEPER_FEATURE_EXTRACTOR, List.of(findings.overlap()));
        }
        return new Recommendation(
                RecommendedAction.ALIGN_FEATURES,
                findings.distances().stream()
                        .filter(finding -> !finding.isExpected())
                        .toList());
    }

    static Recommendation stabiliseTraining(List<Finding> training) {
        return new Recommendation(
                RecommendedAction.STABILISE_TRAINING,
                training.stream().filter(finding -> !finding.isExpected()).toList());
    }
}
