package io.realign.learning.diagnosis;

import io.realign.adaptation.ShiftType;
import io.realign.adaptation.TransferCase;
import io.realign.learning.distance.TsneMap;
import io.realign.learning.input.SourceRows;
import io.realign.learning.network.Engine;
import io.realign.learning.network.Learner;
import io.realign.learning.serialization.ModelCheckpoint;
import io.realign.learning.source.NamedSource;
import java.util.List;
import java.util.Optional;

/**
 * Result of a diagnosis.
 *
 * @param findings all findings, in the order of the checks
 * @param transferCase whether embeddings overlap and class shares agree; empty if the model outputs NaN
 * @param embeddingPoints two-dimensional map of source and target embeddings; empty if the model outputs NaN
 */
public record Diagnosis(
        List<Finding> findings,
        ShiftType shiftType,
        Optional<TransferCase> transferCase,
        List<MapPoint> embeddingPoints,
        Recommendation recommendation) {
    public Diagnosis {
        findings = List.copyOf(findings);
        embeddingPoints = List.copyOf(embeddingPoints);
    }

    /**
     * Diagnoses a stored model. Equal rows and seed give equal results.
     *
     * @param sources labelled raw training rows
     * @param holdOut labelled raw rows of the sources that were not used in training
     * @param target unlabelled raw rows
     */
    public static Diagnosis of(
            Engine engine,
            byte[] checkpoint,
            List<NamedSource> sources,
            SourceRows holdOut,
            float[][] target,
            long seed) {
        ModelCheckpoint model = ModelCheckpoint.read(checkpoint);
        try (Learner learner = engine.resume(model.snapshot())) {
            return of(
                    new DiagnosisInput(
                            learner::predict,
                            model.sourceStandardisation(),
                            model.targetStandardisation(),
                            sources,
                            holdOut,
                            target,
                            Optional.empty()),
                    seed);
        }
    }

    /** Diagnoses a model. Equal input and seed give equal results. */
    public static Diagnosis of(DiagnosisInput input, long seed) {
        ProjectedDiscriminant discriminant = ProjectedDiscriminant.of(input, seed);
        TrainingCheck training = TrainingCheck.of(input, discriminant);
        ShiftClassification shift = ShiftClassifier.classify(input.sources(), input.target(), seed);
        if (!training.outputsAreFinite()) {
            return new Diagnosis(
                    concat(List.of(training.findings(), shift.findings())),
                    shift.shiftType(),
                    Optional.empty(),
                    List.of(),
                    Recommendation.stabiliseTraining(training.required()));
        }
        ShiftDiagnostics diagnostics = new ShiftDiagnostics(input, discriminant, seed);
        TsneMap map = diagnostics.map();
        Findings findings = diagnostics.findings(shift, map);
        return new Diagnosis(
                concat(List.of(
                        training.findings(),
                        List.of(diagnostics.standardisationFinding(), diagnostics.classShareFinding()),
                        findings.all(),
                        diagnostics.ablationFinding().stream().toList())),
                shift.shiftType(),
                Optional.of(findings.transferCase()),
                diagnostics.points(map),
                Recommendation.of(training.required(), findings));
    }

    private static List<Finding> concat(List<List<Finding>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }
}
