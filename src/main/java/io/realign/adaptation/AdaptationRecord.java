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
 * What was tried about an alert, and how it ended.
 *
 * @param id follows from the alert
 * @param alertId the alert
 * @param domain the domain that moved
 * @param outcome how it ended
 * @param parentVersion the version that was continued, in the lineage named by {@code parentDomain}
 * @param parentDomain {@code *} for the shared version 1
 * @param version the version that was released, 0 when none was
 * @param sourceRows labelled rows that were trained on
 * @param targetRows unlabelled rows that were trained on
 * @param trainingSteps training steps
 * @param seed the seed
 * @param alpha the coefficient of the reversed gradient at each step
 * @param checks the gate's votes, empty when it did not come to a verdict
 * @param reason why it was refused, failed, withheld or skipped, empty when released
 * @param offsets the offsets that were read
 * @param startedAt when it began
 * @param finishedAt when it ended
 * @param evaluation what was seen of the candidates
 * @param cpuMillis processor time of the thread that did it, in milliseconds; 0 where nobody has measured
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
    /** How an adaptation ended. */
    public enum Outcome {
        /** The gate accepted the candidate, and it was released. */
        RELEASED,
        /** The gate refused the candidate; the incumbent stays. */
        REJECTED,
        /** There was no candidate to judge. */
        FAILED,
        /** The gate accepted the candidate, but releases are switched off; the incumbent stays. */
        WITHHELD,
        /** Nothing was tried, because it would cost more than it promises; the incumbent stays. */
        SKIPPED
    }

    /** The id of the adaptation to an alert, the same however often the alert comes. */
    public static String id(DriftAlert alert) {
        return ContentId.of("adaptation", alert.id());
    }

    public AdaptationRecord {
        alpha = List.copyOf(alpha);
        checks = List.copyOf(checks);
        offsets = List.copyOf(offsets);
    }

    /** Without an evaluation, at no cost. */
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
            int steps,
            long seed,
            List<Double> alpha,
            List<CheckResult> votes,
            String reason,
            List<OffsetRange> data,
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
                steps,
                seed,
                alpha,
                votes,
                reason,
                data,
                startedAt,
                finishedAt,
                Evaluation.NONE,
                0);
    }

    /** The same with an evaluation. */
    public AdaptationRecord withEvaluation(Evaluation seen) {
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
                seen,
                cpuMillis);
    }

    /** The same, with what it took of a processor; less than a millisecond is cut off. */
    public AdaptationRecord withCpuTime(Duration cpu) {
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
                evaluation,
                cpu.toMillis());
    }
}
