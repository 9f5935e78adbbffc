package io.realign.adapter.adaptation;

import io.realign.adaptation.Evidence;
import io.realign.adaptation.Gate;
import io.realign.learning.Candidate;
import io.realign.learning.Recipe;
import io.realign.learning.Trainer;

/** Trains on from the incumbent and has the candidate judged. The same material and seed lead to the same bytes. */
public record Attempt(Trainer trainer, Recipe recipe, Gate gate, Scorer scorer) {
    /**
     * @throws IllegalArgumentException if the material or the incumbent cannot be trained on
     * @throws io.realign.learning.TrainingException if a loss stops being a number
     * @throws StoppedException if the program is being stopped
     */
    public Judged make(Incumbent incumbent, Material material, long seed, Course course) {
        course.enter(
                Stage.TRAINING,
                "%d source rows, %d target rows, seed %d"
                        .formatted(material.source().size(), material.target().length, seed));
        Candidate candidate = trainer.adapt(
                incumbent.continuation(), material.source(), material.target(), recipe, seed, course);
        course.enter(Stage.JUDGING, material.holdOut().size() + " source rows held out");
        return new Judged(candidate, gate.judge(evidence(incumbent, candidate, material)));
    }

    /**
     * On the target both models answer as their consumers would get it. Held-out source rows cannot go that way: what is
     * deployed standardises as the target needs it, so the learner answers for them with its source standardiser.
     */
    private Evidence evidence(Incumbent incumbent, Candidate candidate, Material material) {
        Evidence learnt = trainer.evidence(
                incumbent.continuation(), candidate.continuation(), material.holdOut(), material.target());
        return new Evidence(
                scorer.probabilities(incumbent.inference(), material.target()),
                scorer.probabilities(candidate.inference(), material.target()),
                learnt.incumbentHoldOut(),
                learnt.candidateHoldOut(),
                learnt.holdOutLabels());
    }
}
