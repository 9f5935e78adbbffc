package io.realign.learning.diagnosis;

import io.realign.adaptation.ShiftCase;
import io.realign.adaptation.TransferCase;
import io.realign.learning.distance.DomainMap;
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
