package io.realign.alert;

import io.realign.event.OffsetRange;
import io.realign.event.Preconditions;
import io.realign.window.DriftWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Confirmed drift of a domain.
 *
 * @param id derived from the domain, the sequence number and the offsets
 * @param domain domain name
 * @param sequenceNumber number of the alert within the domain, from 1
 * @param reference name of the reference, see {@link DriftWindow#reference()}
 * @param referenceVersion version of the reference, see {@link DriftWindow#referenceVersion()}
 * @param channel channel that raised the suspicion, see {@link DriftWindow#channel()}
 * @param onset estimated event time of the change; the epoch if unknown
 * @param suspectedAt event time at which the first window exceeded its threshold
 * @param confirmedAt event time of the newest event of the window
 * @param score test statistic divided by its threshold, above 1
 * @param mmd2 unbiased squared maximum mean discrepancy of the window to the reference
 * @param count number of events in the window
 * @param windowOffsets offsets of the window; only the events of this domain in these ranges belong to it
 * @param referenceOffsets offsets of the reference
 * @param calibration calibration of the threshold
 * @param featureShifts shifted features in descending order of contribution, at most {@link #MAX_FEATURE_SHIFTS}; empty
 *     if not computed
 * @param classShift attribution to label shift; empty if not computed
 */
public record DriftAlert(
        String id,
        String domain,
        int sequenceNumber,
        String reference,
        int referenceVersion,
        String channel,
        Instant onset,
        Instant suspectedAt,
        Instant confirmedAt,
        double score,
        double mmd2,
        long count,
        List<OffsetRange> windowOffsets,
        List<OffsetRange> referenceOffsets,
        CalibratedThreshold calibration,
        List<FeatureShift> featureShifts,
        Optional<ClassShift> classShift) {
    /** Maximum number of features in an alert. */
    public static final int MAX_FEATURE_SHIFTS = 10;

    public DriftAlert {
        Preconditions.requireAtLeast("sequenceNumber", sequenceNumber, 1);
        Preconditions.requireAtLeast("referenceVersion", referenceVersion, 1);
        Preconditions.requireAtLeast("count", count, 1);
        if (!DriftWindow.CHANNELS.contains(channel)) {
            throw new IllegalArgumentException(
                    "expected a channel of %s, got '%s'".formatted(DriftWindow.CHANNELS, channel));
        }
        Preconditions.requireFinite("score", score);
        Preconditions.requireFinite("mmd2", mmd2);
        Preconditions.requireBetween("featureShifts", featureShifts.size(), 0, MAX_FEATURE_SHIFTS);
        windowOffsets = List.copyOf(windowOffsets);
        referenceOffsets = List.copyOf(referenceOffsets);
        featureShifts = List.copyOf(featureShifts);
    }

    /** Returns a copy with an attribution to label shift. */
    public DriftAlert withClassShift(ClassShift shift) {
        return new DriftAlert(
                id,
                domain,
                sequenceNumber,
                reference,
                referenceVersion,
                channel,
                onset,
                suspectedAt,
                confirmedAt,
                score,
                mmd2,
                count,
                windowOffsets,
                referenceOffsets,
                calibration,
                featureShifts,
                Optional.of(shift));
    }
}
