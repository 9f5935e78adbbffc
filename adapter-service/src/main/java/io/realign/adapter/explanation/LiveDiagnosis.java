package io.realign.adapter.explanation;

import io.realign.adaptation.ShiftCase;
import io.realign.adaptation.TransferCase;
import io.realign.event.FeatureEvent;
import io.realign.learning.diagnosis.Diagnosis;
import io.realign.learning.diagnosis.Finding;
import io.realign.learning.diagnosis.Recommendation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What lies between the live model of a domain and the domain's newest events, and the one thing to do about it. No label of
 * these events is looked at.
 *
 * @param domain the domain
 * @param lineage whose model serves it, {@code *} for the shared one
 * @param version of the model
 * @param madeAt when the events were read
 * @param rows how many of the newest events were looked at, 400 at most
 * @param from event time of the earliest
 * @param to event time of the latest
 * @param shiftCase the kind of shift
 * @param transferCase whether features overlap and class shares agree; null if the model's features are not numbers
 * @param steps in the order in which they were taken
 * @param recommendation what to do
 */
public record LiveDiagnosis(
        String domain,
        String lineage,
        long version,
        Instant madeAt,
        int rows,
        Instant from,
        Instant to,
        ShiftCase shiftCase,
        Optional<TransferCase> transferCase,
        List<Step> steps,
        Advised recommendation) {
    /**
     * One thing that was looked at. Nothing is to be said as long as the measure lies from {@code least} to {@code most}.
     *
     * @param question what it is
     * @param measured what was found; null if it is not a number
     * @param least null where nothing is too low
     * @param most null where nothing is too high
     * @param holds whether there is nothing to say
     * @param verdict what it means, as a sentence
     */
    public record Step(
            String question,
            Optional<Double> measured,
            Optional<Double> least,
            Optional<Double> most,
            boolean holds,
            String verdict) {
        static Step of(Finding finding) {
            return new Step(
                    finding.name(),
                    number(finding.value()),
                    number(finding.band().low()),
                    number(finding.band().high()),
                    finding.holds(),
                    finding.says());
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
     * @param because the questions whose answers decided it
     */
    public record Advised(Recommendation name, String text, List<String> because) {}

    /** @param events at least one, oldest first */
    static LiveDiagnosis of(
            String domain, PastModels.Past model, List<FeatureEvent> events, Instant madeAt, Diagnosis diagnosis) {
        Recommendation recommendation = diagnosis.advice().recommendation();
        return new LiveDiagnosis(
                domain,
                model.domain(),
                model.version(),
                madeAt,
                events.size(),
                events.get(0).time(),
                events.get(events.size() - 1).time(),
                diagnosis.shiftCase(),
                diagnosis.transferCase(),
                diagnosis.findings().stream().map(Step::of).toList(),
                new Advised(
                        recommendation,
                        recommendation.text(),
                        diagnosis.advice().because().stream().map(Finding::name).toList()));
    }
}
