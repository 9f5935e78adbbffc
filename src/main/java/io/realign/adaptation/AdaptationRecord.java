package io.realign.adaptation;

import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.Evaluation;
import io.realign.alert.DriftAlert;
import io.realign.event.ContentId;
import io.realign.event.EventContract;
import io.realign.event.Texts;
import java.time.Duration;
import java.util.List;

/**
 * One adaptation run and its outcome.
 *
 * @param id derived from the alert, see {@link #id}
 * @param alertId id of the alert
 * @param domain domain of the alert
 * @param outcome outcome
 * @param reason reason why nothing was released, empty if released
 * @param parent release that the candidates were trained from
 * @param version released version, 0 if none
 * @param input events that were read
 * @param training training of the selected candidate; no steps if none was trained
 * @param checks checks of the gate, empty if it was not reached
 * @param timing start, end and CPU time
 * @param evaluation evaluation of the candidates
 */
public record AdaptationRecord(
        String id,
        String alertId,
        String domain,
        Outcome outcome,
        String reason,
        ParentModel parent,
        long version,
        AdaptationInput input,
        TrainingSummary training,
        List<CheckResult> checks,
        AdaptationTiming timing,
        Evaluation evaluation) {
    /** Outcome of an adaptation run. Without a release, the serving model stays in use. */
    public enum Outcome {
        /** The gate accepted the candidate, and it was released. */
        RELEASED,
        /** The gate rejected the candidate. */
        REJECTED,
        /** No candidate was trained. */
        FAILED,
        /** The gate accepted the candidate, but releases are disabled. */
        WITHHELD,
        /** Not started: superseded, or outside the budget. */
        SKIPPED
    }

    /** Derives the id from the alert, so that a redelivered alert gives the same id. */
    public static String id(DriftAlert alert) {
        return ContentId.of("adaptation", alert.id());
    }

    public AdaptationRecord {
        Texts.requireName("id", id);
        Texts.requireName("alertId", alertId);
        EventContract.requireDomain(domain);
        checks = List.copyOf(checks);
    }

    public AdaptationRecord withEvaluation(Evaluation newEvaluation) {
        return with(timing, newEvaluation);
    }

    /** Returns a copy with the CPU time, truncated to milliseconds. */
    public AdaptationRecord withCpuTime(Duration cpu) {
        return with(new AdaptationTiming(timing.startedAt(), timing.finishedAt(), cpu.toMillis()), evaluation);
    }

    private AdaptationRecord with(AdaptationTiming newTiming, Evaluation newEvaluation) {
        return new AdaptationRecord(
                id,
                alertId,
                domain,
                outcome,
                reason,
                parent,
                version,
                input,
                training,
                checks,
                newTiming,
                newEvaluation);
    }
}
