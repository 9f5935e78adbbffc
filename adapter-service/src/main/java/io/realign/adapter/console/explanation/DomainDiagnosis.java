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
 * What lies between the live model of a domain and the domain's newest events, and the one thing to do about it. No label of
 * these events is looked at.
 *
 * @param domain the domain
 * @param modelDomain whose model serves it, {@code *} for the shared one
 * @param version of the model
 * @param computedAt when the events were read
 * @param rows how many of the newest events were looked at, 400 at most
 * @param from event time of the earliest
 * @param to event time of the latest
 * @param shiftCase the kind of shift
 * @param transferCase whether features overlap and class shares agree; null if the model's features are not numbers
 * @param steps in the order in which they were taken
 * @param recommendation what to do
 */
public record DomainDiagnosis(
        String domain,
        String modelDomain,
        long version,
        Instant computedAt,
        int rows,
        Instant from,
        Instant to,
        ShiftType shiftCase,
        Optional<TransferCase> transferCase,
        List<DiagnosisStep> steps,
        RecommendationSummary recommendation) {
    /**
     * One thing that was looked at. Nothing is to be said as long as the measure lies from {@code least} to {@code most}.
     *
     * @param check what it is
     * @param value what was found; null if it is not a number
     * @param lowerBound null where nothing is too low
     * @param upperBound null where nothing is too high
     * @param passed whether there is nothing to say
     * @param interpretation what it means, as a sentence
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
     * The one thing to do.
     *
     * @param name of the recommendation
     * @param text the same as a sentence
     * @param reasons the questions whose answers decided it
     */
    public record RecommendationSummary(RecommendedAction name, String text, List<String> reasons) {}

    /** @param events at least one, oldest first */
    static DomainDiagnosis of(
            String domain,
            ModelLookup.ModelVersion model,
            List<FeatureEvent> events,
            Instant madeAt,
            Diagnosis diagnosis) {
        RecommendedAction recommendation = diagnosis.recommendation().action();
        return new DomainDiagnosis(
                domain,
                model.domain(),
                model.version(),
                madeAt,
                events.size(),
                events.get(0).time(),
                events.get(events.size() - 1).time(),
                diagnosis.shiftCase(),
                diagnosis.transferCase(),
                diagnosis.findings().stream().map(DiagnosisStep::of).toList(),
                new RecommendationSummary(
                        recommendation,
                        recommendation.text(),
                        diagnosis.recommendation().reasons().stream()
                                .map(Finding::name)
                                .toList()));
    }
}
