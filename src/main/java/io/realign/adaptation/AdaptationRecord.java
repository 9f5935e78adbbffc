package io.realign.adaptation;

import io.realign.event.OffsetRange;
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
 * @param steps training steps
 * @param seed the seed
 * @param alpha the coefficient of the reversed gradient at each step
 * @param votes the gate's votes, empty when it did not come to a verdict
 * @param reason why it was refused, failed or withheld, empty when released
 * @param data the offsets that were read
 * @param startedAt when it began
 * @param finishedAt when it ended
 * @param evaluation what was seen of the candidates
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
        int steps,
        long seed,
        List<Double> alpha,
        List<Vote> votes,
        String reason,
        List<OffsetRange> data,
        Instant startedAt,
        Instant finishedAt,
        Evaluation evaluation) {
    /** How an adaptation ended. */
    public enum Outcome {
        /** The gate accepted the candidate, and it was released. */
        RELEASED,
        /** The gate refused the candidate; the incumbent stays. */
        REFUSED,
        /** There was no candidate to judge. */
        FAILED,
        /** The gate accepted the candidate, but releases are switched off; the incumbent stays. */
        WITHHELD
    }

    public AdaptationRecord {
        alpha = List.copyOf(alpha);
        votes = List.copyOf(votes);
        data = List.copyOf(data);
    }

    /** Without an evaluation. */
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
            List<Vote> votes,
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
                Evaluation.NONE);
    }

    /** The same with an evaluation. */
    public AdaptationRecord with(Evaluation seen) {
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
                steps,
                seed,
                alpha,
                votes,
                reason,
                data,
                startedAt,
                finishedAt,
                seen);
    }
}
