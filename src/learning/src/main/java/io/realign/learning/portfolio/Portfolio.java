package io.realign.learning.portfolio;

import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.ConsensusGate;
import io.realign.adaptation.gate.Disagreement;
import io.realign.adaptation.gate.Evidence;
import io.realign.adaptation.gate.FeatureDriftCheck;
import io.realign.adaptation.gate.GateResult;
import io.realign.adaptation.gate.GateSettings;
import io.realign.adaptation.gate.LabelRequestPolicy;
import io.realign.adaptation.gate.LabelledProbe;
import io.realign.adaptation.gate.NeighbourhoodDensity;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.adaptation.gate.TrustRegionGate;
import io.realign.learning.diagnosis.ShiftClassification;
import io.realign.learning.diagnosis.ShiftClassifier;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.ensemble.LdaEnsemble;
import io.realign.learning.input.InputValidation;
import io.realign.learning.input.SourceRows;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.Trainer;
import io.realign.learning.training.TrainingListener;
import io.realign.learning.training.TrainingSources;
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
    private static final int MIN_ROWS = 2;

    private final Trainer trainer;
    private final Scorer scorer;
    private final TrustRegionGate gate;
    private final ConsensusGate consensusGate;
    private final LabelledProbe labelledProbe;
    private final LabelRequestPolicy labelRequestPolicy;
    private final FeatureDriftCheck drift;
    private final LongSupplier cpuNanos;

    /**
     * A portfolio.
     *
     * @param scorer judges exactly what would be deployed
     * @param thresholds how far candidates may go
     * @param cpuNanos processor time of this thread, in nanoseconds
     */
    public Portfolio(Trainer trainer, Scorer scorer, GateSettings thresholds, LongSupplier cpuNanos) {
        this.trainer = trainer;
        this.scorer = scorer;
        this.gate = new TrustRegionGate(thresholds.trustRegion());
        this.consensusGate = new ConsensusGate(thresholds.consensus());
        this.labelledProbe = thresholds.probe();
        this.labelRequestPolicy = thresholds.labelRequests();
        this.drift = thresholds.featureDrift();
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
    public SelectionResult run(
            ServingModel incumbent,
            TrainingSources sources,
            SourceRows holdOut,
            float[][] target,
            ProbeRows probe,
            long seed,
            long budgetNanos,
            TrainingListener progress) {
        long begun = cpuNanos.getAsLong();
        InputValidation.requireWindow("target", target, sources.width());
        InputValidation.requireRows("hold-out", holdOut.features(), sources.width());
        InputValidation.requireRows("probe", probe.rows(), sources.width());
        ShiftClassification named = ShiftClassifier.classify(sources.namedSources(), target, seed);
        DataKind kind = DataKind.of(trainer.inputShape(incumbent.checkpoint()), target);
        EnsembleAvailability counsel = EnsembleAvailability.of(kind, target);
        List<Recipe> recipes = Recipes.candidatesFor(named.targetShift(), kind, counsel);
        if (recipes.isEmpty()) {
            return new SelectionResult(named, List.of(), Optional.empty(), List.of(), List.of());
        }
        PortfolioRun episode = new PortfolioRun(
                incumbent, sources.without(named.outlyingSources()), holdOut, target, probe, counsel, seed);
        List<CandidateEvaluation> trials =
                episode.evaluate(recipes, () -> cpuNanos.getAsLong() - begun <= budgetNanos, progress);
        List<String> left =
                recipes.stream().skip(trials.size()).map(Recipe::name).toList();
        Optional<CandidateEvaluation> chosen = SelectionResult.highestScore(
                trials.stream().filter(trial -> trial.verdict().accepted()));
        return new SelectionResult(named, trials, chosen, chosen.isPresent() ? List.of() : labelRequests(trials), left);
    }

    private List<Disagreement> labelRequests(List<CandidateEvaluation> refused) {
        return SelectionResult.highestScore(refused.stream())
                .map(trial -> labelRequestPolicy.select(trial.verdict(), trial.evidence()))
                .orElse(List.of());
    }

    /**
     * Judges candidates by recipes, whatever kind of shift there is: what a portfolio would make of them had it no choice.
     * Those that need no training are to come first.
     *
     * @param target as for {@link #run}
     */
    public List<CandidateEvaluation> evaluate(
            ServingModel incumbent,
            TrainingSources sources,
            SourceRows holdOut,
            float[][] target,
            long seed,
            List<Recipe> recipes) {
        InputValidation.requireWindow("target", target, sources.width());
        InputValidation.requireRows("hold-out", holdOut.features(), sources.width());
        DataKind kind = DataKind.of(trainer.inputShape(incumbent.checkpoint()), target);
        return new PortfolioRun(
                        incumbent,
                        sources,
                        holdOut,
                        target,
                        ProbeRows.NONE,
                        EnsembleAvailability.of(kind, target),
                        seed)
                .evaluate(recipes, () -> true, TrainingListener.NONE);
    }

    /**
     * What is trained on from, and what candidates are compared with.
     *
     * @param targetProbabilities for the target
     * @param holdOutProbabilities answers for the hold-out
     * @param score how well those for the target explain it, see {@link CandidateEvaluation#score()}
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Parent(
            byte[] continuation, float[][] targetProbabilities, float[][] holdOutProbabilities, double score) {
        static Parent of(CandidateEvaluation trial) {
            return new Parent(
                    trial.candidate().checkpoint(),
                    trial.evidence().candidateTarget(),
                    trial.evidence().candidateHoldOut(),
                    trial.score());
        }
    }

    /** What all trials have in common. */
    private final class PortfolioRun {
        private final ServingModel serving;
        private final TrainingSources sources;
        private final SourceRows holdOut;
        private final float[][] target;
        private final ProbeRows probe;
        private final long seed;
        private final Optional<LdaEnsemble> ensemble;
        private final Parent servingParent;
        private final float[][] ensembleProbabilities;
        /** Of the incumbent; empty where there are too few rows of the source to compare with. */
        private final OptionalDouble servingFeatureDrift;

        PortfolioRun(
                ServingModel incumbent,
                TrainingSources sources,
                SourceRows holdOut,
                float[][] target,
                ProbeRows probe,
                EnsembleAvailability counsel,
                long seed) {
            this.serving = incumbent;
            this.sources = sources;
            this.holdOut = holdOut;
            this.target = target;
            this.probe = probe;
            this.seed = seed;
            this.ensemble = counsel != EnsembleAvailability.NONE
                    ? Optional.of(trainer.ldaEnsemble(incumbent.checkpoint(), sources, target, seed))
                    : Optional.empty();
            this.ensembleProbabilities =
                    ensemble.map(LdaEnsemble::sourceOnlyProbabilities).orElse(new float[0][]);
            this.servingFeatureDrift = holdOut.size() < MIN_ROWS
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(featureDrift(incumbent.checkpoint()));
            float[][] answers = scorer.probabilities(incumbent.inference(), target);
            this.servingParent = new Parent(
                    incumbent.checkpoint(), answers, holdOutProbabilities(incumbent.checkpoint()), score(answers));
        }

        /** As many as there is time for. */
        List<CandidateEvaluation> evaluate(List<Recipe> recipes, BooleanSupplier time, TrainingListener progress) {
            List<CandidateEvaluation> trials = new ArrayList<>();
            Parent from = servingParent;
            for (Recipe recipe : recipes) {
                if (!time.getAsBoolean()) {
                    break;
                }
                if (recipe.schedule().steps() == 0) {
                    CandidateEvaluation trial = evaluateUntrained(recipe, progress);
                    trials.add(trial);
                    from = replacesParent(trial, from) ? Parent.of(trial) : from;
                } else {
                    trials.add(evaluateTrained(from, recipe, progress));
                }
            }
            return trials;
        }

        private boolean hasEnsemble() {
            return ensemble.isPresent();
        }

        /**
         * Whether others are trained on from this one. Without a committee nobody can tell the incumbent from its own
         * network behind another standardisation: densities are to be compared where rows are seen alike.
         */
        private boolean replacesParent(CandidateEvaluation untrained, Parent other) {
            return untrained.verdict().accepted() && (!hasEnsemble() || untrained.score() > other.score());
        }

        /** The incumbent's network behind another standardisation or with other shares of the classes. */
        private CandidateEvaluation evaluateUntrained(Recipe recipe, TrainingListener progress) {
            Candidate candidate = adapt(servingParent, recipe, progress);
            Evidence evidence = evidence(servingParent, candidate);
            double score = score(evidence.candidateTarget());
            OptionalDouble gain =
                    hasEnsemble() ? OptionalDouble.of(score - servingParent.score()) : OptionalDouble.empty();
            GateResult verdict = gate.evaluateUntrained(evidence, gain);
            List<GateResult> verdicts = applyProbe(candidate, evidence, List.of(verdict));
            return new CandidateEvaluation(
                    recipe,
                    candidate,
                    evidence,
                    predictionChange(evidence),
                    verdicts,
                    advisoryChecks(candidate),
                    score);
        }

        /** A network that is trained on from what stands, and sees rows as that does. */
        private CandidateEvaluation evaluateTrained(Parent from, Recipe recipe, TrainingListener progress) {
            Candidate candidate = adapt(from, recipe.withTargetStatisticsWeight(0), progress);
            Evidence evidence = evidence(from, candidate);
            double score = score(evidence.candidateTarget());
            List<GateResult> verdicts = applyProbe(candidate, evidence, judge(evidence, score - from.score()));
            return new CandidateEvaluation(
                    recipe,
                    candidate,
                    evidence,
                    predictionChange(evidence),
                    verdicts,
                    advisoryChecks(candidate),
                    score);
        }

        private Candidate adapt(Parent from, Recipe recipe, TrainingListener progress) {
            progress.onCandidateStarted(recipe.name());
            Candidate candidate = trainer.adapt(from.continuation(), sources, holdOut, target, recipe, seed, progress);
            progress.onCandidateTrained(recipe.name());
            return candidate;
        }

        private List<GateResult> judge(Evidence evidence, double gain) {
            GateResult near = gate.evaluate(evidence);
            return hasEnsemble() ? List.of(near, consensusGate.evaluate(evidence, gain)) : List.of(near);
        }

        /** The probe compares with the model that serves, from whatever the candidate was trained on. */
        private List<GateResult> applyProbe(Candidate candidate, Evidence evidence, List<GateResult> verdicts) {
            return probe.isEmpty()
                    ? verdicts
                    : labelledProbe.apply(
                            verdicts, evidence, probe.evidence(scorer, serving.inference(), candidate.inference()));
        }

        /** From the model that serves, whatever the candidate was trained on from. */
        private PredictionChange predictionChange(Evidence evidence) {
            return PredictionChange.of(servingParent.targetProbabilities(), evidence.candidateTarget());
        }

        private List<CheckResult> advisoryChecks(Candidate candidate) {
            return servingFeatureDrift.stream()
                    .mapToObj(incumbents -> drift.evaluate(incumbents, featureDrift(candidate.checkpoint())))
                    .toList();
        }

        /** How far the target lies from the source, as a multiple of chance, in the features before the last layer. */
        private double featureDrift(byte[] continuation) {
            float[][] from =
                    trainer.predict(continuation, holdOut.features(), false).embedding();
            float[][] to = trainer.predict(continuation, target, true).embedding();
            return KernelMmd.between(from, to, seed).relativeToCriticalValue();
        }

        private double score(float[][] answers) {
            return ensemble.map(members -> members.logLikelihood(answers)).orElseGet(() -> density(answers));
        }

        /** Of answers that are no numbers nothing is thought. */
        private static double density(float[][] answers) {
            double density = NeighbourhoodDensity.of(answers);
            return Double.isNaN(density) ? Double.NEGATIVE_INFINITY : density;
        }

        private Evidence evidence(Parent from, Candidate candidate) {
            return new Evidence(
                    from.targetProbabilities(),
                    scorer.probabilities(candidate.inference(), target),
                    ensembleProbabilities,
                    from.holdOutProbabilities(),
                    holdOutProbabilities(candidate.checkpoint()),
                    holdOut.labels());
        }

        private float[][] holdOutProbabilities(byte[] continuation) {
            return trainer.predict(continuation, holdOut.features(), false).probabilities();
        }
    }
}
