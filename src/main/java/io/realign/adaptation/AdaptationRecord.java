package io.realign.adaptation;

import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.Evaluation;
import io.realign.alert.DriftAlert;
import io.realign.event.ContentId;
import io.realign.event.OffsetRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One adaptation run and its outcome.
 *
 * @param id derived from the alert, see {@link #id}
 * @param alertId id of the alert
 * @param domain domain of the alert
 * @param outcome outcome
 * @param parentDomain lineage of the parent, {@code *} for the shared release
 * @param parentVersion version of the parent
 * @param version released version, 0 if none
 * @param sourceRows labelled rows in the training set
 * @param targetRows unlabelled rows in the training set
 * @param trainingSteps training steps
 * @param seed random seed
 * @param alpha coefficient of the reversed gradient at each step
 * @param checks checks of the gate, empty if it was not reached
 * @param reason why no release followed, empty if released
 * @param offsets offsets that were read
 * @param startedAt start of the run
 * @param finishedAt end of the run
 * @param evaluation evaluation of the candidates
 * @param cpuMillis CPU time in milliseconds, 0 if not measured
 */
public record AdaptationRecord(
        String id,
        String alertId,
        String domain,
        Outcome outcome,
        String parentDomain,
        long parentVersion,
        long version,
        int sourceRows,
        int targetRows,
        int trainingSteps,
        long seed,
        List<Double> alpha,
        List<CheckResult> checks,
        String reason,
        List<OffsetRange> offsets,
        Instant startedAt,
        Instant finishedAt,
        Evaluation evaluation,
        long cpuMillis) {
    /** Outcome of an adaptation run. Without a release, the serving model stays. */
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

    /** Derives the id from the alert, so that a redelivered alert has the same adaptation. */
    public static String id(DriftAlert alert) {
        return ContentId.of("adaptation", alert.id());
    }

    public AdaptationRecord {
        alpha = List.copyOf(alpha);
        checks = List.copyOf(checks);
        offsets = List.copyOf(offsets);
    }

    /** Creates a record without evaluation and CPU time. */
    public AdaptationRecord(
            String id,
            String alertId,
            String domain,
            Outcome outcome,
            String parentDomain,
            long parentVersion,
            long version,
            int sourceRows,
            int targetRows,
            int trainingSteps,
            long seed,
            List<Double> alpha,
            List<CheckResult> checks,
            String reason,
            List<OffsetRange> offsets,
            Instant startedAt,
            Instant finishedAt) {
        this(
                id,
                alertId,
                domain,
                outcome,
                parentDomain,
                parentVersion,
                version,
                sourceRows,
                targetRows,
                trainingSteps,
                seed,
                alpha,
                checks,
                reason,
                offsets,
                startedAt,
                finishedAt,
                Evaluation.NONE,
                0);
    }

    public AdaptationRecord withEvaluation(Evaluation newEvaluation) {
        return with(newEvaluation, cpuMillis);
    }

    /** Returns a copy with the CPU time, truncated to milliseconds. */
    public AdaptationRecord withCpuTime(Duration cpu) {
        return with(evaluation, cpu.toMillis());
    }

    private AdaptationRecord with(Evaluation newEvaluation, long newCpuMillis) {
        return new AdaptationRecord(
                id,
                alertId,
                domain,
                outcome,
                parentDomain,
                parentVersion,
                version,
                sourceRows,
                targetRows,
                trainingSteps,
                seed,
                alpha,
                checks,
                reason,
                offsets,
                startedAt,
                finishedAt,
                newEvaluation,
                newCpuMillis);
    }
}
