package io.realign.learning.portfolio;

import io.realign.adaptation.AnswerChange;
import io.realign.adaptation.ConsensusGate;
import io.realign.adaptation.Disagreement;
import io.realign.adaptation.Doubt;
import io.realign.adaptation.Evidence;
import io.realign.adaptation.FeatureDrift;
import io.realign.adaptation.Gate;
import io.realign.adaptation.LabelledProbe;
import io.realign.adaptation.NeighbourhoodDensity;
import io.realign.adaptation.Thresholds;
import io.realign.adaptation.Verdict;
import io.realign.adaptation.Vote;
import io.realign.learning.SourceRows;
import io.realign.learning.committee.Committee;
import io.realign.learning.diagnosis.CaseNaming;
import io.realign.learning.diagnosis.NamedCase;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.input.Rows;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Progress;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.Sources;
import io.realign.learning.training.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Trains several candidates and lets the gates choose among them and the incumbent.
 *
 * <p>What is tried depends on the kind of shift: nothing if there is none, other shares of the classes if only these have
 * moved. If features have moved, the incumbent's network with the window's own means and deviations is what the others are
 * compared with, for it is what could be deployed without any training.
 */
public final class Portfolio {
    /** A distance has a variance. */
    private static final int LEAST_ROWS = 2;

    private final Trainer trainer;
    private final Scorer scorer;
    private final Gate gate;
    private final ConsensusGate consensus;
    private final LabelledProbe labelled;
    private final Doubt doubt;
    private final FeatureDrift drift;
    private final LongSupplier cpuNanos;

    /**
     * A portfolio.
     *
     * @param scorer judges exactly what would be deployed
     * @param thresholds how far candidates may go
     * @param cpuNanos processor time of this thread, in nanoseconds
     */
    public Portfolio(Trainer trainer, Scorer scorer, Thresholds thresholds, LongSupplier cpuNanos) {
        this.trainer = trainer;
        this.scorer = scorer;
        this.gate = new Gate(thresholds.near());
        this.consensus = new ConsensusGate(thresholds.consensus());
        this.labelled = thresholds.probe();
        this.doubt = thresholds.doubt();
        this.drift = thresholds.drift();
        this.cpuNanos = cpuNanos;
    }

    /**
     * Trains and judges.
     *
     * @param incumbent the live model
     * @param sources labelled rows to train on
     * @param holdOut labelled rows to judge by; none of them may be among the sources. Without any no trained candidate is
     *     accepted
     * @param target unlabelled raw rows of the window that moved, at least two that differ
     * @param probe labelled rows of the target to judge by
     * @param budgetNanos processor time after which no other candidate is begun
     * @throws IllegalArgumentException if the target is smaller, or rows have another width than the model, or values that
     *     are not finite or too large
     */
    public Choice run(
            Incumbent incumbent,
            Sources sources,
            SourceRows holdOut,
            float[][] target,
            Probe probe,
            long seed,
            long budgetNanos,
            Progress progress) {
        long begun = cpuNanos.getAsLong();
        Rows.requireWindow("target", target, sources.width());
        Rows.require("hold-out", holdOut.features(), sources.width());
        Rows.require("probe", probe.rows(), sources.width());
        NamedCase named = CaseNaming.of(sources.named(), target, seed);
        Kind kind = Kind.of(trainer.shape(incumbent.continuation()), target);
        Counsel counsel = Counsel.of(kind, target);
        List<Recipe> recipes = Recipes.portfolio(named.ofTarget(), kind, counsel);
        if (recipes.isEmpty()) {
            return new Choice(named, List.of(), Optional.empty(), List.of(), List.of());
        }
        Episode episode =
                new Episode(incumbent, sources.without(named.outlying()), holdOut, target, probe, counsel, seed);
        List<Trial> trials = episode.trials(recipes, () -> cpuNanos.getAsLong() - begun <= budgetNanos, progress);
        List<String> left =
                recipes.stream().skip(trials.size()).map(Recipe::name).toList();
        Optional<Trial> chosen =
                Choice.best(trials.stream().filter(trial -> trial.verdict().accepted()));
        return new Choice(named, trials, chosen, chosen.isPresent() ? List.of() : unsure(trials), left);
    }

    private List<Disagreement> unsure(List<Trial> refused) {
        return Choice.best(refused.stream())
                .map(trial -> doubt.asks(trial.verdict(), trial.evidence()))
                .orElse(List.of());
    }

    /**
     * Judges candidates by recipes, whatever kind of shift there is: what a portfolio would make of them had it no choice.
     * Those that need no training are to come first.
     *
     * @param target as for {@link #run}
     */
    public List<Trial> trials(
            Incumbent incumbent,
            Sources sources,
            SourceRows holdOut,
            float[][] target,
            long seed,
            List<Recipe> recipes) {
        Rows.requireWindow("target", target, sources.width());
        Rows.require("hold-out", holdOut.features(), sources.width());
        Kind kind = Kind.of(trainer.shape(incumbent.continuation()), target);
        return new Episode(incumbent, sources, holdOut, target, Probe.NONE, Counsel.of(kind, target), seed)
                .trials(recipes, () -> true, Progress.NONE);
    }

    /**
     * What is trained on from, and what candidates are compared with.
     *
     * @param answers for the target
     * @param heldOut answers for the hold-out
     * @param score how well those for the target explain it, see {@link Trial#score()}
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Standing(byte[] continuation, float[][] answers, float[][] heldOut, double score) {
        static Standing of(Trial trial) {
            return new Standing(
                    trial.candidate().continuation(),
                    trial.evidence().candidateTarget(),
                    trial.evidence().candidateHoldOut(),
                    trial.score());
        }
    }

    /** What all trials have in common. */
    private final class Episode {
        private final Incumbent incumbent;
        private final Sources sources;
        private final SourceRows holdOut;
        private final float[][] target;
        private final Probe probe;
        private final long seed;
        private final Optional<Committee> committee;
        private final Standing standing;
        private final float[][] unlike;
        /** Of the incumbent; empty where there are too few rows of the source to compare with. */
        private final OptionalDouble featureDrift;

        Episode(
                Incumbent incumbent,
                Sources sources,
                SourceRows holdOut,
                float[][] target,
                Probe probe,
                Counsel counsel,
                long seed) {
            this.incumbent = incumbent;
            this.sources = sources;
            this.holdOut = holdOut;
            this.target = target;
            this.probe = probe;
            this.seed = seed;
            this.committee = counsel != Counsel.NONE
                    ? Optional.of(trainer.committee(incumbent.continuation(), sources, target, seed))
                    : Optional.empty();
            this.unlike = committee.map(Committee::withoutTarget).orElse(new float[0][]);
            this.featureDrift = holdOut.size() < LEAST_ROWS
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(featureDrift(incumbent.continuation()));
            float[][] answers = scorer.probabilities(incumbent.inference(), target);
            this.standing =
                    new Standing(incumbent.continuation(), answers, heldOut(incumbent.continuation()), score(answers));
        }

        /** As many as there is time for. */
        List<Trial> trials(List<Recipe> recipes, BooleanSupplier time, Progress progress) {
            List<Trial> trials = new ArrayList<>();
            Standing from = standing;
            for (Recipe recipe : recipes) {
                if (!time.getAsBoolean()) {
                    break;
                }
                if (recipe.pace().steps() == 0) {
                    Trial trial = untrained(recipe, progress);
                    trials.add(trial);
                    from = supersedes(trial, from) ? Standing.of(trial) : from;
                } else {
                    trials.add(trained(from, recipe, progress));
                }
            }
            return trials;
        }

        private boolean hasCommittee() {
            return committee.isPresent();
        }

        /**
         * Whether others are trained on from this one. Without a committee nobody can tell the incumbent from its own
         * network behind another standardisation: densities are to be compared where rows are seen alike.
         */
        private boolean supersedes(Trial untrained, Standing other) {
            return untrained.verdict().accepted() && (!hasCommittee() || untrained.score() > other.score());
        }

        /** The incumbent's network behind another standardisation or with other shares of the classes. */
        private Trial untrained(Recipe recipe, Progress progress) {
            Candidate candidate = adapted(standing, recipe, progress);
            Evidence evidence = evidence(standing, candidate);
            double score = score(evidence.candidateTarget());
            OptionalDouble gain = hasCommittee() ? OptionalDouble.of(score - standing.score()) : OptionalDouble.empty();
            Verdict verdict = gate.untrained(evidence, gain);
            List<Verdict> verdicts = probed(candidate, evidence, List.of(verdict));
            return new Trial(recipe, candidate, evidence, change(evidence), verdicts, advice(candidate), score);
        }

        /** A network that is trained on from what stands, and sees rows as that does. */
        private Trial trained(Standing from, Recipe recipe, Progress progress) {
            Candidate candidate = adapted(from, recipe.reaching(0), progress);
            Evidence evidence = evidence(from, candidate);
            double score = score(evidence.candidateTarget());
            List<Verdict> verdicts = probed(candidate, evidence, judged(evidence, score - from.score()));
            return new Trial(recipe, candidate, evidence, change(evidence), verdicts, advice(candidate), score);
        }

        private Candidate adapted(Standing from, Recipe recipe, Progress progress) {
            progress.begun(recipe.name());
            Candidate candidate = trainer.adapt(from.continuation(), sources, holdOut, target, recipe, seed, progress);
            progress.made(recipe.name());
            return candidate;
        }

        private List<Verdict> judged(Evidence evidence, double gain) {
            Verdict near = gate.judge(evidence);
            return hasCommittee() ? List.of(near, consensus.judge(evidence, gain)) : List.of(near);
        }

        /** The probe compares with the model that serves, from whatever the candidate was trained on. */
        private List<Verdict> probed(Candidate candidate, Evidence evidence, List<Verdict> verdicts) {
            return probe.isEmpty()
                    ? verdicts
                    : labelled.override(
                            verdicts, evidence, probe.evidence(scorer, incumbent.inference(), candidate.inference()));
        }

        /** From the model that serves, whatever the candidate was trained on from. */
        private AnswerChange change(Evidence evidence) {
            return AnswerChange.of(standing.answers(), evidence.candidateTarget());
        }

        private List<Vote> advice(Candidate candidate) {
            return featureDrift.stream()
                    .mapToObj(incumbents -> drift.judge(incumbents, featureDrift(candidate.continuation())))
                    .toList();
        }

        /** How far the target lies from the source, as a multiple of chance, in the features before the last layer. */
        private double featureDrift(byte[] continuation) {
            float[][] from =
                    trainer.ask(continuation, holdOut.features(), false).embedding();
            float[][] to = trainer.ask(continuation, target, true).embedding();
            return KernelMmd.between(from, to, seed).overChance();
        }

        private double score(float[][] answers) {
            return committee.map(members -> members.likelihood(answers)).orElseGet(() -> density(answers));
        }

        /** Of answers that are no numbers nothing is thought. */
        private static double density(float[][] answers) {
            double density = NeighbourhoodDensity.of(answers);
            return Double.isNaN(density) ? Double.NEGATIVE_INFINITY : density;
        }

        private Evidence evidence(Standing from, Candidate candidate) {
            return new Evidence(
                    from.answers(),
                    scorer.probabilities(candidate.inference(), target),
                    unlike,
                    from.heldOut(),
                    heldOut(candidate.continuation()),
                    holdOut.labels());
        }

        private float[][] heldOut(byte[] continuation) {
            return trainer.ask(continuation, holdOut.features(), false).probabilities();
        }
    }
}
