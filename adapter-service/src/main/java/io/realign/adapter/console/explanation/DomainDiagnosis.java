package io.realign.adapter.console.explanation;

import io.realign.adaptation.ShiftType;
import io.realign.adaptation.TransferCase;
import io.realign.event.FeatureEvent;
import io.realign.learning.diagnosis.Diagnosis;
import io.realign.learning.diagnosis.Finding;
import io.realign.learning.diagnosis.RecommendedAction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Diagnosis of the serving model of a domain on the newest events of the domain. Uses no target labels.
 *
 * @param modelDomain domain of the serving release; {@code *} for the base model
 * @param version version of the serving release
 * @param computedAt time at which the events were read
 * @param rows number of events, at most 400
 * @param transferCase whether source and target embeddings overlap and their class shares agree; null if an embedding is
 *     not finite
 * @param steps the checks in order of execution
 */
public record DomainDiagnosis(
        String domain,
        String modelDomain,
        long version,
        Instant computedAt,
        int rows,
        Instant from,
        Instant to,
        ShiftType shiftType,
        Optional<TransferCase> transferCase,
        List<DiagnosisStep> steps,
        RecommendationSummary recommendation) {
    /**
     * A check. It passes if its value is within the bounds.
     *
     * @param value measured value; null if not finite
     * @param lowerBound lower bound; null if there is none
     * @param upperBound upper bound; null if there is none
     * @param interpretation meaning of the result, as a sentence
     */
    public record DiagnosisStep(
            String check,
            Optional<Double> value,
            Optional<Double> lowerBound,
            Optional<Double> upperBound,
            boolean passed,
            String interpretation) {
        static DiagnosisStep of(Finding finding) {
            return new DiagnosisStep(
                    finding.name(),
                    number(finding.value()),
                    number(finding.expected().min()),
                    number(finding.expected().max()),
                    finding.isExpected(),
                    finding.message());
        }

        private static Optional<Double> number(double value) {
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        }
    }

    /**
     * The recommended action.
     *
     * @param text the action as a sentence
     * @param reasons names of the checks that led to the recommendation
     */
    public record RecommendationSummary(RecommendedAction name, String text, List<String> reasons) {}

    /** @param events at least one, oldest first */
    static DomainDiagnosis of(
            String domain,
            ModelLookup.ModelVersion model,
            List<FeatureEvent> events,
            Instant computedAt,
            Diagnosis diagnosis) {
        RecommendedAction action = diagnosis.recommendation().action();
        return new DomainDiagnosis(
                domain,
                model.domain(),
                model.version(),
                computedAt,
                events.size(),
                events.get(0).time(),
                events.get(events.size() - 1).time(),
                diagnosis.shiftType(),
                diagnosis.transferCase(),
                diagnosis.findings().stream().map(DiagnosisStep::of).toList(),
                new RecommendationSummary(
                        action,
                        action.text(),
                        diagnosis.recommendation().reasons().stream()
                                .map(Finding::name)
                                .toList()));
    }
}
