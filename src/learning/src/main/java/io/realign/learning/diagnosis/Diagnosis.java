package io.realign.learning.diagnosis;

import io.realign.adaptation.ShiftCase;
import io.realign.adaptation.TransferCase;
import io.realign.learning.SourceRows;
import io.realign.learning.distance.DomainMap;
import io.realign.learning.file.Continuation;
import io.realign.learning.network.Engine;
import io.realign.learning.network.Learner;
import io.realign.learning.source.NamedSource;
import java.util.List;
import java.util.Optional;

/**
 * What was found, in the order in which it was looked at, and the one thing to do about it.
 *
 * @param findings every one, whether it decided anything or not
 * @param shiftCase the kind of shift
 * @param transferCase whether features overlap and class shares agree; none if the features are not numbers
 * @param map the features of source and target rows on a plane, to be looked at; empty if they are not numbers
 * @param advice what to do next, and why
 */
public record Diagnosis(
        List<Finding> findings,
        ShiftCase shiftCase,
        Optional<TransferCase> transferCase,
        List<MapPoint> map,
        Advice advice) {
    public Diagnosis {
        findings = List.copyOf(findings);
        map = List.copyOf(map);
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
        Continuation model = Continuation.read(continuation);
        try (Learner learner = engine.resume(model.snapshot())) {
            return of(
                    new Subject(
                            learner::evaluate,
                            model.source(),
                            model.target(),
                            sources,
                            holdOut,
                            target,
                            Optional.empty()),
                    seed);
        }
    }

    /** Examines a model. The same subject and seed give the same diagnosis. */
    public static Diagnosis of(Subject subject, long seed) {
        LinearLearner linear = LinearLearner.of(subject, seed);
        Schooling schooling = Schooling.of(subject, linear);
        NamedCase named = CaseNaming.of(subject.sources(), subject.target(), seed);
        if (!schooling.answersAreNumbers()) {
            return new Diagnosis(
                    joined(List.of(schooling.findings(), named.evidence())),
                    named.shiftCase(),
                    Optional.empty(),
                    List.of(),
                    Advice.unsteady(schooling.required()));
        }
        Examination examination = new Examination(subject, linear, seed);
        DomainMap map = examination.map();
        Symptoms symptoms = examination.symptoms(named, map);
        return new Diagnosis(
                joined(List.of(
                        schooling.findings(),
                        List.of(examination.statistics(), examination.shares()),
                        symptoms.findings(),
                        examination.ablated().stream().toList())),
                named.shiftCase(),
                Optional.of(symptoms.transferCase()),
                examination.points(map),
                Advice.of(schooling.required(), symptoms));
    }

    private static List<Finding> joined(List<List<Finding>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }
}
