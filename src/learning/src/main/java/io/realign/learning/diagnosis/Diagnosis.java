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
 * What was found, in the order in which it was looked at, and the one thing to do about it.
 *
 * @param findings every one, whether it decided anything or not
 * @param shiftCase the kind of shift
 * @param transferCase whether features overlap and class shares agree; none if the features are not numbers
 * @param embeddingPoints the features of source and target rows on a plane, to be looked at; empty if they are not numbers
 * @param recommendation what to do next, and why
 */
public record Diagnosis(
        List<Finding> findings,
        ShiftType shiftCase,
        Optional<TransferCase> transferCase,
        List<MapPoint> embeddingPoints,
        Recommendation recommendation) {
    public Diagnosis {
        findings = List.copyOf(findings);
        embeddingPoints = List.copyOf(embeddingPoints);
    }

    /**
     * Examines a stored model. The same rows and seed give the same diagnosis.
     *
     * @param engine runs it
     * @param continuation of the model
     * @param sources labelled raw rows that it has learned from
     * @param holdOut labelled raw rows of the sources that it has not learned from
     * @param target unlabelled raw rows
     */
    public static Diagnosis of(
            Engine engine,
            byte[] continuation,
            List<NamedSource> sources,
            SourceRows holdOut,
            float[][] target,
            long seed) {
        ModelCheckpoint model = ModelCheckpoint.read(continuation);
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

    /** Examines a model. The same subject and seed give the same diagnosis. */
    public static Diagnosis of(DiagnosisInput subject, long seed) {
        ProjectedDiscriminant linear = ProjectedDiscriminant.of(subject, seed);
        TrainingCheck schooling = TrainingCheck.of(subject, linear);
        ShiftClassification named = ShiftClassifier.classify(subject.sources(), subject.target(), seed);
        if (!schooling.outputsAreFinite()) {
            return new Diagnosis(
                    concat(List.of(schooling.findings(), named.findings())),
                    named.shiftCase(),
                    Optional.empty(),
                    List.of(),
                    Recommendation.stabiliseTraining(schooling.required()));
        }
        ShiftDiagnostics examination = new ShiftDiagnostics(subject, linear, seed);
        TsneMap map = examination.map();
        Findings symptoms = examination.findings(named, map);
        return new Diagnosis(
                concat(List.of(
                        schooling.findings(),
                        List.of(examination.standardisationFinding(), examination.classShareFinding()),
                        symptoms.all(),
                        examination.ablationFinding().stream().toList())),
                named.shiftCase(),
                Optional.of(symptoms.transferCase()),
                examination.points(map),
                Recommendation.of(schooling.required(), symptoms));
    }

    private static List<Finding> concat(List<List<Finding>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }
}
