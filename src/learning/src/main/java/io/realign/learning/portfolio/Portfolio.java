package io.realign.learning.portfolio;

import io.realign.adaptation.ConsensusGate;
import io.realign.adaptation.ConsensusThresholds;
import io.realign.adaptation.Evidence;
import io.realign.adaptation.Gate;
import io.realign.adaptation.GateThresholds;
import io.realign.adaptation.Verdict;
import io.realign.learning.SourceRows;
import io.realign.learning.committee.Committee;
import io.realign.learning.diagnosis.CaseNaming;
import io.realign.learning.diagnosis.NamedCase;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Progress;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.Sources;
import io.realign.learning.training.Trainer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Trains several candidates and lets the gates choose among them and the incumbent.
 *
 * <p>What is tried depends on the kind of shift: nothing if there is none, other shares of the classes if only these have
 * moved. If features have moved, the incumbent's network with the window's own means and deviations is what the others are
 * compared with, for it is what could be deployed without any training.
 */
public final class Portfolio {
    private final Trainer trainer;
    private final Scorer scorer;
    private final Gate gate = new Gate(GateThresholds.DEFAULT);
    private final ConsensusGate consensus = new ConsensusGate(ConsensusThresholds.DEFAULT);
    private final LongSupplier cpuNanos;

    /**
     * A portfolio.
     *
     * @param scorer judges exactly what would be deployed
     * @param cpuNanos processor time of this thread, in nanoseconds
     */
    public Portfolio(Trainer trainer, Scorer scorer, LongSupplier cpuNanos) {
        this.trainer = trainer;
        this.scorer = scorer;
        this.cpuNanos = cpuNanos;
    }

    /**
     * Trains and judges.
     *
     * @param incumbent the live model
     * @param sources labelled rows to train on
     * @param holdOut labelled rows to judge by; none of them may be among the sources
     * @param target unlabelled raw rows of the window that moved, at least two
     * @param budgetNanos processor time after which no other candidate is begun
     */
    public Choice run(
            Incumbent incumbent,
            Sources sources,
            SourceRows holdOut,
            float[][] target,
            long seed,
            long budgetNanos,
            Progress progress) {
        long begun = cpuNanos.getAsLong();
        NamedCase named = CaseNaming.of(sources.named(), target, seed);
        Kind kind = Kind.of(trainer.shape(incumbent.continuation()), target);
        Episode episode = new Episode(incumbent, sources, holdOut, target, kind, seed);
        Standing standing = episode.stand(incumbent);
        List<Trial> trials = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (Recipe recipe : Recipes.portfolio(named.shiftCase(), kind)) {
            if (cpuNanos.getAsLong() - begun > budgetNanos) {
                left.add(recipe.name());
                continue;
            }
            Candidate candidate =
                    trainer.adapt(standing.model().continuation(), sources, target, recipe, seed, progress);
            Trial trial = recipe.equals(Recipes.RESTANDARDISED)
                    ? episode.restandardised(standing, candidate)
                    : episode.trial(standing, recipe, candidate);
            trials.add(trial);
            if (recipe.equals(Recipes.RESTANDARDISED) && trial.verdict().accepted()) {
                standing = episode.stand(Incumbent.of(candidate));
            }
        }
        Optional<Trial> chosen = trials.stream()
                .filter(trial -> trial.verdict().accepted())
                .max(Comparator.comparingDouble(Trial::likelihood));
        return new Choice(named, trials, chosen, left);
    }

    /**
     * What candidates are compared with.
     *
     * @param answers for the target
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Standing(Incumbent model, float[][] answers) {}

    /** What all trials have in common. */
    private final class Episode {
        private final SourceRows holdOut;
        private final float[][] target;
        private final Optional<Committee> committee;

        Episode(Incumbent incumbent, Sources sources, SourceRows holdOut, float[][] target, Kind kind, long seed) {
            this.holdOut = holdOut;
            this.target = target;
            this.committee = kind == Kind.DENSE
                    ? Optional.of(trainer.committee(incumbent.continuation(), sources, target, seed))
                    : Optional.empty();
        }

        Standing stand(Incumbent model) {
            return new Standing(model, scorer.probabilities(model.inference(), target));
        }

        /** The same network, for which only the question is whether features have moved. */
        Trial restandardised(Standing standing, Candidate candidate) {
            Evidence evidence = evidence(standing, candidate);
            double likelihood = likelihood(evidence.candidateTarget());
            Verdict verdict = Gate.restandardised(evidence, likelihood - likelihood(standing.answers()));
            return new Trial(Recipes.RESTANDARDISED, candidate, evidence, verdict, likelihood);
        }

        Trial trial(Standing standing, Recipe recipe, Candidate candidate) {
            Evidence evidence = evidence(standing, candidate);
            Verdict near = gate.judge(evidence);
            double likelihood = likelihood(evidence.candidateTarget());
            if (committee.isEmpty()) {
                return new Trial(recipe, candidate, evidence, near, likelihood);
            }
            Verdict far = consensus.judge(
                    evidence, committee.get().withoutTarget(), likelihood - likelihood(standing.answers()));
            return new Trial(recipe, candidate, evidence, near.accepted() && !far.accepted() ? near : far, likelihood);
        }

        /** How well answers explain the target; 0 where there is no committee to say so. */
        private double likelihood(float[][] answers) {
            return committee.map(members -> members.likelihood(answers)).orElse(0.0);
        }

        private Evidence evidence(Standing standing, Candidate candidate) {
            return new Evidence(
                    standing.answers(),
                    scorer.probabilities(candidate.inference(), target),
                    heldOut(standing.model().continuation()),
                    heldOut(candidate.continuation()),
                    holdOut.labels());
        }

        private float[][] heldOut(byte[] continuation) {
            return trainer.ask(continuation, holdOut.features(), false).probabilities();
        }
    }
}
