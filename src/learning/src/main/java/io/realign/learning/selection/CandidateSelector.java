package io.realign.learning.selection;

import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.ConsensusGate;
import io.realign.adaptation.gate.Disagreement;
import io.realign.adaptation.gate.EmbeddingDriftCheck;
import io.realign.adaptation.gate.Evidence;
import io.realign.adaptation.gate.GateResult;
import io.realign.adaptation.gate.GateSettings;
import io.realign.adaptation.gate.LabelRequestPolicy;
import io.realign.adaptation.gate.LabelledProbeTest;
import io.realign.adaptation.gate.NeighbourhoodDensity;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.adaptation.gate.TrustRegionGate;
import io.realign.learning.diagnosis.ShiftClassification;
import io.realign.learning.diagnosis.ShiftClassifier;
import io.realign.learning.distance.KernelMmd;
import io.realign.learning.ensemble.LdaEnsemble;
import io.realign.learning.input.InputValidation;
import io.realign.learning.input.SourceRows;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.TrainedModel;
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
 * Trains several candidates, and selects one of them or keeps the serving model, as the gates decide.
 *
 * <p>The type of shift determines the recipes. Without a shift, there are none. If only class shares have shifted, the only
 * recipe corrects the class priors. If features have shifted, candidates that need no training come first, such as the serving
 * network with the statistics of the target window. If the gates accept one of them, it may become the parent of the trained
 * candidates.
 */
public final class CandidateSelector {
    private static final int MIN_HOLD_OUT_ROWS = 2;

    private final Trainer trainer;
    private final Scorer scorer;
    private final TrustRegionGate trustRegionGate;
    private final ConsensusGate consensusGate;
    private final int minEnsembleRows;
    private final LabelledProbeTest labelledProbeTest;
    private final LabelRequestPolicy labelRequestPolicy;
    private final EmbeddingDriftCheck embeddingDriftCheck;
    private final LongSupplier cpuNanos;

    /** @param cpuNanos returns the CPU time of the calling thread, in nanoseconds */
    public CandidateSelector(Trainer trainer, Scorer scorer, GateSettings gateSettings, LongSupplier cpuNanos) {
        this.trainer = trainer;
        this.scorer = scorer;
        this.trustRegionGate = new TrustRegionGate(gateSettings.trustRegion());
        this.consensusGate = new ConsensusGate(gateSettings.consensus());
        this.minEnsembleRows = gateSettings.consensus().minRows();
        this.labelledProbeTest = gateSettings.probe();
        this.labelRequestPolicy = gateSettings.labelRequests();
        this.embeddingDriftCheck = gateSettings.embeddingDrift();
        this.cpuNanos = cpuNanos;
    }

    /**
     * Trains and evaluates candidates, and selects at most one.
     *
     * @param sources labelled rows for training
     * @param holdOut labelled rows for evaluation, disjoint from the sources; if empty, no trained candidate is accepted
     * @param target unlabelled raw rows of the drifted window, at least two distinct ones
     * @param probe labelled target rows for evaluation; may be empty
     * @param budgetNanos CPU time of the calling thread, in nanoseconds, after which no further candidate is trained
     * @throws IllegalArgumentException if the target has too few rows, or if rows differ in width from the model or have values
     *     that are too large or not finite
     */
    public SelectionResult select(
            ServingModel serving,
            TrainingSources sources,
            SourceRows holdOut,
            float[][] target,
            ProbeRows probe,
            long seed,
            long budgetNanos,
            TrainingListener listener) {
        long start = cpuNanos.getAsLong();
        InputValidation.requireWindow("target", target, sources.width());
        InputValidation.requireRows("hold-out", holdOut.features(), sources.width());
        InputValidation.requireRows("probe", probe.rows(), sources.width());
        ShiftClassification shift = ShiftClassifier.classify(sources.namedSources(), target, seed);
        DataKind kind = DataKind.of(trainer.inputShape(serving.checkpoint()), target);
        EnsembleAvailability availability = EnsembleAvailability.of(kind, target, minEnsembleRows);
        List<Recipe> recipes = Recipes.candidatesFor(shift.targetShiftType(), kind, availability);
        if (recipes.isEmpty()) {
            return new SelectionResult(shift, List.of(), Optional.empty(), List.of(), List.of());
        }
        List<CandidateEvaluation> candidates = new SelectionRun(
                        serving, sources.without(shift.outlierSources()), holdOut, target, probe, availability, seed)
                .evaluate(recipes, () -> cpuNanos.getAsLong() - start <= budgetNanos, listener);
        List<String> skippedRecipes =
                recipes.stream().skip(candidates.size()).map(Recipe::name).toList();
        Optional<CandidateEvaluation> selected = SelectionResult.highestScore(candidates.stream()
                .filter(candidate -> candidate.decidingGateResult().accepted()));
        return new SelectionResult(
                shift,
                candidates,
                selected,
                selected.isPresent() ? List.of() : labelRequests(candidates),
                skippedRecipes);
    }

    private List<Disagreement> labelRequests(List<CandidateEvaluation> rejected) {
        return SelectionResult.highestScore(rejected.stream())
                .map(best -> labelRequestPolicy.select(best.decidingGateResult(), best.evidence()))
                .orElse(List.of());
    }

    /**
     * Trains and evaluates one candidate for each recipe, regardless of the type of shift.
     *
     * @param target unlabelled raw rows, at least two distinct ones
     * @param recipes recipes in the order of training, those without training steps first
     */
    public List<CandidateEvaluation> evaluate(
            ServingModel serving,
            TrainingSources sources,
            SourceRows holdOut,
            float[][] target,
            long seed,
            List<Recipe> recipes) {
        InputValidation.requireWindow("target", target, sources.width());
        InputValidation.requireRows("hold-out", holdOut.features(), sources.width());
        DataKind kind = DataKind.of(trainer.inputShape(serving.checkpoint()), target);
        return new SelectionRun(
                        serving,
                        sources,
                        holdOut,
                        target,
                        ProbeRows.NONE,
                        EnsembleAvailability.of(kind, target, minEnsembleRows),
                        seed)
                .evaluate(recipes, () -> true, TrainingListener.NONE);
    }

    /**
     * Model that a candidate is trained from and compared with.
     *
     * @param targetProbabilities class probabilities of the target rows
     * @param holdOutProbabilities class probabilities of the hold-out rows
     * @param selectionScore see {@link CandidateEvaluation#selectionScore()}
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Parent(
            byte[] checkpoint, float[][] targetProbabilities, float[][] holdOutProbabilities, double selectionScore) {
        static Parent of(CandidateEvaluation evaluation) {
            return new Parent(
                    evaluation.candidate().checkpoint(),
                    evaluation.evidence().candidateOnWindow(),
                    evaluation.evidence().candidateHoldOut(),
                    evaluation.selectionScore());
        }
    }

    /** The inputs and intermediate results that all candidates of a selection share. */
    private final class SelectionRun {
        private final ServingModel serving;
        private final TrainingSources sources;
        private final SourceRows holdOut;
        private final float[][] target;
        private final ProbeRows probe;
        private final long seed;
        private final Optional<LdaEnsemble> ensemble;
        private final Parent servingParent;
        private final float[][] sourceOnlyEnsembleProbabilities;
        /** Empty if the hold-out set is too small for a comparison. */
        private final OptionalDouble servingEmbeddingDrift;

        SelectionRun(
                ServingModel serving,
                TrainingSources sources,
                SourceRows holdOut,
                float[][] target,
                ProbeRows probe,
                EnsembleAvailability availability,
                long seed) {
            this.serving = serving;
            this.sources = sources;
            this.holdOut = holdOut;
            this.target = target;
            this.probe = probe;
            this.seed = seed;
            this.ensemble = availability != EnsembleAvailability.NONE
                    ? Optional.of(trainer.ldaEnsemble(serving.checkpoint(), sources, target, seed))
                    : Optional.empty();
            this.sourceOnlyEnsembleProbabilities =
                    ensemble.map(LdaEnsemble::sourceOnlyProbabilities).orElse(new float[0][]);
            this.servingEmbeddingDrift = holdOut.size() < MIN_HOLD_OUT_ROWS
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(embeddingDrift(serving.checkpoint()));
            float[][] targetProbabilities = scorer.probabilities(serving.onnxModel(), target);
            this.servingParent = new Parent(
                    serving.checkpoint(),
                    targetProbabilities,
                    holdOutProbabilities(serving.checkpoint()),
                    selectionScore(targetProbabilities));
        }

        List<CandidateEvaluation> evaluate(
                List<Recipe> recipes, BooleanSupplier budgetLeft, TrainingListener listener) {
            List<CandidateEvaluation> evaluations = new ArrayList<>();
            Parent parent = servingParent;
            for (Recipe recipe : recipes) {
                if (!budgetLeft.getAsBoolean()) {
                    break;
                }
                if (recipe.schedule().steps() == 0) {
                    CandidateEvaluation untrained = evaluate(servingParent, recipe, listener);
                    evaluations.add(untrained);
                    parent = replacesParent(untrained, parent) ? Parent.of(untrained) : parent;
                } else {
                    evaluations.add(evaluate(parent, recipe, listener));
                }
            }
            return evaluations;
        }

        /**
         * Whether an untrained candidate becomes the parent of later ones. Without an ensemble, scores are not compared, since
         * neighbourhood densities are comparable only under the same standardisation.
         */
        private boolean replacesParent(CandidateEvaluation untrained, Parent parent) {
            return untrained.decidingGateResult().accepted()
                    && (ensemble.isEmpty() || untrained.selectionScore() > parent.selectionScore());
        }

        private CandidateEvaluation evaluate(Parent parent, Recipe recipe, TrainingListener listener) {
            boolean trained = recipe.schedule().steps() > 0;
            Recipe appliedRecipe = trained ? recipe.withParentStandardisation() : recipe;
            listener.onCandidateTrainingStarted(recipe.name());
            TrainedModel candidate =
                    trainer.adapt(parent.checkpoint(), sources, holdOut, target, appliedRecipe, seed, listener);
            listener.onCandidateTrained(recipe.name());
            Evidence evidence = evidence(parent, candidate);
            double score = selectionScore(evidence.candidateOnWindow());
            OptionalDouble likelihoodGain =
                    ensemble.isPresent() ? OptionalDouble.of(score - parent.selectionScore()) : OptionalDouble.empty();
            List<GateResult> gateResults = trained
                    ? evaluateTrained(evidence, likelihoodGain)
                    : List.of(trustRegionGate.evaluateUntrained(evidence, likelihoodGain));
            return new CandidateEvaluation(
                    recipe,
                    candidate,
                    evidence,
                    PredictionChange.of(servingParent.targetProbabilities(), evidence.candidateOnWindow()),
                    applyProbe(candidate, evidence, gateResults),
                    advisoryChecks(candidate),
                    score);
        }

        private List<GateResult> evaluateTrained(Evidence evidence, OptionalDouble likelihoodGain) {
            GateResult trustRegion = trustRegionGate.evaluate(evidence);
            return likelihoodGain.isPresent()
                    ? List.of(trustRegion, consensusGate.evaluate(evidence, likelihoodGain.getAsDouble()))
                    : List.of(trustRegion);
        }

        /** Compares the candidate with the serving model, even if its parent is another model. */
        private List<GateResult> applyProbe(TrainedModel candidate, Evidence evidence, List<GateResult> gateResults) {
            return probe.isEmpty()
                    ? gateResults
                    : labelledProbeTest.apply(
                            gateResults, evidence, probe.evidence(scorer, serving.onnxModel(), candidate.onnxModel()));
        }

        private List<CheckResult> advisoryChecks(TrainedModel candidate) {
            return servingEmbeddingDrift.stream()
                    .mapToObj(servingDrift ->
                            embeddingDriftCheck.evaluate(servingDrift, embeddingDrift(candidate.checkpoint())))
                    .toList();
        }

        /** Squared MMD between hold-out and target embeddings, divided by its critical value. */
        private double embeddingDrift(byte[] checkpoint) {
            float[][] holdOutEmbedding =
                    trainer.predictSource(checkpoint, holdOut.features()).embedding();
            float[][] targetEmbedding =
                    trainer.predictTarget(checkpoint, target).embedding();
            return KernelMmd.between(holdOutEmbedding, targetEmbedding, seed).relativeToCriticalValue();
        }

        /** Ranks NaN predictions last. */
        private double selectionScore(float[][] probabilities) {
            if (ensemble.isPresent()) {
                return ensemble.get().logLikelihood(probabilities);
            }
            double density = NeighbourhoodDensity.of(probabilities);
            return Double.isNaN(density) ? Double.NEGATIVE_INFINITY : density;
        }

        private Evidence evidence(Parent parent, TrainedModel candidate) {
            return new Evidence(
                    parent.targetProbabilities(),
                    scorer.probabilities(candidate.onnxModel(), target),
                    sourceOnlyEnsembleProbabilities,
                    parent.holdOutProbabilities(),
                    holdOutProbabilities(candidate.checkpoint()),
                    holdOut.labels());
        }

        private float[][] holdOutProbabilities(byte[] checkpoint) {
            return trainer.predictSource(checkpoint, holdOut.features()).probabilities();
        }
    }
}
