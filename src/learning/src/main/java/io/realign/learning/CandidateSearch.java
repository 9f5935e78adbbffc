package io.realign.learning;

import io.realign.adaptation.Evidence;
import io.realign.adaptation.Gate;
import io.realign.adaptation.Verdict;
import java.util.List;

/**
 * Looks for the candidate that follows the target furthest and that the gate still accepts. A large drift would carry
 * the whole way out of the trust region; it is followed in several releases, each of which is close to the one before.
 */
public final class CandidateSearch {
    /** The whole way, then half of it, then half of that: below that too little is gained for the time. */
    public static final List<Double> REACHES = List.of(1.0, .5, .25);

    private final Trainer trainer;
    private final Gate gate;
    private final List<Double> reaches;

    /** @param reaches {@link Recipe#reach()} of each trial, in the order in which they are tried; at least one */
    public CandidateSearch(Trainer trainer, Gate gate, List<Double> reaches) {
        if (reaches.isEmpty()) {
            throw new IllegalArgumentException("reaches: expected at least one");
        }
        this.trainer = trainer;
        this.gate = gate;
        this.reaches = List.copyOf(reaches);
    }

    /**
     * Trains and judges one candidate after the other until one is accepted.
     *
     * @param incumbent continuation of the live model
     * @param source labelled rows to train on
     * @param holdOut labelled rows to judge by; none of them may be among {@code source}
     * @param target unlabelled raw rows of the window that moved
     * @param recipe how to train; its reach is replaced by each of the search's
     * @param progress is told the steps of each trial, from 1 again
     * @return the one that was accepted, or else the last one
     * @throws IllegalArgumentException as {@link Trainer#adapt}
     * @throws TrainingException as {@link Trainer#adapt}
     */
    public Trial run(
            byte[] incumbent,
            SourceRows source,
            SourceRows holdOut,
            float[][] target,
            Recipe recipe,
            long seed,
            Progress progress) {
        Trial trial = null;
        for (double reach : reaches) {
            Recipe next = recipe.reaching(reach);
            Candidate candidate = trainer.adapt(incumbent, source, target, next, seed, progress);
            Evidence evidence = trainer.evidence(incumbent, candidate.continuation(), holdOut, target);
            Verdict verdict = gate.judge(evidence);
            trial = new Trial(next, candidate, evidence, verdict);
            if (verdict.accepted()) {
                break;
            }
        }
        return trial;
    }
}
