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
     * @param unlike class probabilities of the learner that is unlike the incumbent, of the target rows of the evidence
     * @param gain by how much the candidate's answers explain the target better than the incumbent's: the difference of
     *     the log likelihoods of a row, in the mean
     */
    public Verdict judge(Evidence evidence, float[][] unlike, double gain) {
        Answers incumbent = Answers.of(evidence.incumbentTarget());
        Answers candidate = Answers.of(evidence.candidateTarget());
        Answers other = Answers.of(unlike);
        double rows = Math.max(1, unlike.length);
        double common = incumbent.agreeing(other.classes()) / rows;
        double least = common - thresholds.slack();
        return new Verdict(List.of(
                Gate.finite(evidence),
                Gate.holdOut(evidence, thresholds.holdOutDrop()),
                Gate.atLeast("rows", unlike.length, thresholds.rows(), "rows of the window"),
                Gate.atLeast(
                        "unlike learners",
                        common,
                        thresholds.common(),
                        "share of the window on which incumbent and unlike learner name the same class"),
                Gate.atLeast(
                        "agreement with incumbent",
                        candidate.agreeing(incumbent.classes()) / rows,
                        least,
                        "share of the window on which candidate and incumbent name the same class"),
                Gate.atLeast(
                        "agreement with unlike learner",
                        candidate.agreeing(other.classes()) / rows,
                        least,
                        "share of the window on which candidate and unlike learner name the same class"),
                Gate.likelihood(gain)));
    }
}
