package io.realign.adaptation;

import java.util.List;

/**
 * Says whether a candidate may go further from the incumbent than {@link Gate} allows. Two learners that have little in
 * common, the incumbent and another one that was made of the source alone, err in different places. A candidate that is
 * no further from either of them than they are from each other, and that explains the target's rows better than the
 * incumbent does, has more likely mended errors than made some.
 *
 * @param thresholds how near it must stay
 */
public record ConsensusGate(ConsensusThresholds thresholds) {
    /**
     * Judges the candidate; every vote is cast, also after one has failed.
     *
     * @param evidence with an unlike learner's answers
     * @param gain by how much the candidate's answers explain the target better than the incumbent's: the difference of
     *     the log likelihoods of a row, in the mean
     */
    public Verdict judge(Evidence evidence, double gain) {
        Vote common = Gate.unlike("incumbent", evidence.incumbentTarget(), evidence, thresholds.common());
        double least = common.value() - thresholds.slack();
        return new Verdict(
                "consensus",
                List.of(
                        Gate.finite(evidence),
                        Gate.holdOut(evidence, thresholds.holdOutDrop()),
                        Gate.atLeast("rows", evidence.unlikeTarget().length, thresholds.rows(), "rows of the window"),
                        common,
                        Gate.atLeast(
                                "agreement with incumbent",
                                Gate.agreeing(evidence.candidateTarget(), evidence.incumbentTarget()),
                                least,
                                "share of the window on which candidate and incumbent name the same class"),
                        Gate.atLeast(
                                "agreement with unlike learner",
                                Gate.agreeing(evidence.candidateTarget(), evidence.unlikeTarget()),
                                least,
                                "share of the window on which candidate and unlike learner name the same class"),
                        Gate.likelihood(gain)));
    }
}
