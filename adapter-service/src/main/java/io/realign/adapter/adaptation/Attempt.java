package io.realign.adapter.adaptation;

import io.realign.adaptation.Evidence;
import io.realign.adaptation.Gate;
import io.realign.learning.CandidateSearch;
import io.realign.learning.Recipe;
import io.realign.learning.Trainer;
import io.realign.learning.Trial;

/**
 * Trains on from the incumbent and has the candidate judged. The same material and seed lead to the same bytes.
 *
 * @param trainer makes the candidates
 * @param recipe how
 * @param gate has the say
 * @param scorer runs what would be deployed
 */
public record Attempt(Trainer trainer, Recipe recipe, Gate gate, Scorer scorer) {
    /**
     * The candidate that follows the target furthest and is still accepted, or else the last one that was refused.
     *
     * @throws IllegalArgumentException if the material or the incumbent cannot be trained on
     * @throws io.realign.learning.TrainingException if a loss stops being a number
     * @throws StoppedException if the program is being stopped
     */
    public Judged make(Incumbent incumbent, Material material, long seed, Course course) {
        course.enter(
                Stage.TRAINING,
                "%d source rows, %d target rows, seed %d"
                        .formatted(material.source().size(), material.target().length, seed));
        Trial trial = new CandidateSearch(trainer, gate, CandidateSearch.REACHES)
                .run(
                        incumbent.continuation(),
                        material.source(),
                        material.holdOut(),
                        material.target(),
                        recipe,
                        seed,
                        course);
        course.enter(
                Stage.JUDGING,
                "reach %.2f, %d source rows held out"
                        .formatted(trial.recipe().reach(), material.holdOut().size()));
        return new Judged(trial.candidate(), gate.judge(evidence(incumbent, trial, material)));
    }

    /**
     * The last word is on what would be deployed: on the target both models answer from their ONNX bytes. Held-out source
     * rows cannot go that way, for what is deployed standardises as the target needs it; for them the learner answers.
     */
    private Evidence evidence(Incumbent incumbent, Trial trial, Material material) {
        Evidence learnt = trial.evidence();
        return new Evidence(
                scorer.probabilities(incumbent.inference(), material.target()),
                scorer.probabilities(trial.candidate().inference(), material.target()),
                learnt.incumbentHoldOut(),
                learnt.candidateHoldOut(),
                learnt.holdOutLabels());
    }
}
