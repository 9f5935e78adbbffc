package io.realign.learning.portfolio;

import io.realign.adaptation.ConsensusGate;
import io.realign.adaptation.ConsensusThresholds;
import io.realign.adaptation.Evidence;
import io.realign.adaptation.Gate;
import io.realign.adaptation.GateThresholds;
import io.realign.adaptation.ShiftCase;
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
 * <p>If the kind of shift says that features have moved, the incumbent's network with the window's own means and
 * deviations is what candidates are compared with, for it is what would be deployed without any training. If only the
 * classes' shares have moved, or nothing has, it is the incumbent as it is.
 */
public final class Portfolio {
    private final Trainer trainer;
    private final Gate gate;
    private final ConsensusGate consensus;
    private final LongSupplier cpuNanos;

    /** @param cpuNanos processor time of this thread, in nanoseconds */
    public Portfolio(Trainer trainer, LongSupplier cpuNanos) {
        this(trainer, new Gate(GateThresholds.DEFAULT), new ConsensusGate(ConsensusThresholds.DEFAULT), cpuNanos);
    }

    Portfolio(Trainer trainer, Gate gate, ConsensusGate consensus, LongSupplier cpuNanos) {
        this.trainer = trainer;
        this.gate = gate;
        this.consensus = consensus;
        this.cpuNanos = cpuNanos;
    }

    /**
     * Trains and judges.
     *
     * @param incumbent continuation of the live model
     * @param sources labelled rows to train on
     * @param holdOut labelled rows to judge by; none of them may be among the sources
     * @param target unlabelled raw rows of the window that moved
     * @param budgetNanos processor time after which no other candidate is begun
     */
    public Choice run(
            byte[] incumbent,
            Sources sources,
            SourceRows holdOut,
            float[][] target,
            long seed,
            long budgetNanos,
            Progress progress) {
        long begun = cpuNanos.getAsLong();
        NamedCase named = CaseNaming.of(sources.named(), target, seed);
        boolean moved = named.shiftCase() == ShiftCase.COVARIATE || named.shiftCase() == ShiftCase.BOTH;
        Bench bench = new Bench(sources, holdOut, target, seed);
        byte[] base = incumbent;
        Optional<Trial> standing = Optional.empty();
        List<Trial> trials = new ArrayList<>();
        if (moved) {
            Candidate restandardised =
                    trainer.adapt(incumbent, sources, target, Recipes.RESTANDARDISED, seed, progress);
            base = restandardised.continuation();
            Evidence evidence = bench.evidence(base, base);
            standing =
                    Optional.of(new Trial(Recipes.RESTANDARDISED, restandardised, evidence, gate.judge(evidence), 0));
            trials.add(standing.get());
        }
        Kind kind = Kind.of(trainer.shape(incumbent), target);
        Optional<Committee> committee =
                kind == Kind.DENSE ? Optional.of(trainer.committee(base, sources, target, seed)) : Optional.empty();
        List<String> left = new ArrayList<>();
        for (Recipe recipe : Recipes.portfolio(kind)) {
            if (recipe.equals(Recipes.RESTANDARDISED)) {
                continue;
            }
            if (cpuNanos.getAsLong() - begun > budgetNanos) {
                left.add(recipe.name());
                continue;
            }
            Candidate candidate = trainer.adapt(base, sources, target, recipe, seed, progress);
            trials.add(judged(recipe, candidate, bench.evidence(base, candidate.continuation()), committee));
        }
        Optional<Trial> chosen = trials.stream()
                .filter(trial -> trial.verdict().accepted())
                .max(Comparator.comparingDouble(Trial::gain))
                .or(() -> Optional.empty());
        return new Choice(named, trials, chosen.isPresent() ? chosen : standing, left);
    }

    private Trial judged(Recipe recipe, Candidate candidate, Evidence evidence, Optional<Committee> committee) {
        Verdict near = gate.judge(evidence);
        if (committee.isEmpty()) {
            return new Trial(recipe, candidate, evidence, near, 0);
        }
        double gain = committee.get().likelihood(evidence.candidateTarget())
                - committee.get().likelihood(evidence.incumbentTarget());
        Verdict far = consensus.judge(evidence, committee.get().withoutTarget(), gain);
        return new Trial(recipe, candidate, evidence, near.accepted() && !far.accepted() ? near : far, gain);
    }

    /** What candidates are judged on. */
    private final class Bench {
        private final Sources sources;
        private final SourceRows holdOut;
        private final float[][] target;
        private final long seed;

        Bench(Sources sources, SourceRows holdOut, float[][] target, long seed) {
            this.sources = sources;
            this.holdOut = holdOut;
            this.target = target;
            this.seed = seed;
        }

        Evidence evidence(byte[] incumbent, byte[] candidate) {
            return new Evidence(
                    trainer.ask(incumbent, target, true).probabilities(),
                    trainer.ask(candidate, target, true).probabilities(),
                    trainer.ask(incumbent, holdOut.features(), false).probabilities(),
                    trainer.ask(candidate, holdOut.features(), false).probabilities(),
                    holdOut.labels());
        }
    }
}
