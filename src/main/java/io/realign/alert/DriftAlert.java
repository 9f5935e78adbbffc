package io.realign.alert;

import io.realign.event.OffsetRange;
import io.realign.window.DriftWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A domain has moved.
 *
 * @param id follows from the domain, the episode and the offsets
 * @param domain the domain
 * @param sequenceNumber counts the changes of this domain, from 1
 * @param reference what the domain has moved away from, see {@link DriftWindow#reference()}
 * @param referenceVersion see {@link DriftWindow#referenceVersion()}
 * @param channel where the window stands out most, see {@link DriftWindow#channel()}
 * @param onset event time at which the change seems to have begun; the epoch where nobody has estimated it
 * @param suspectedAt event time at which the first window was over the threshold
 * @param confirmedAt event time of the newest event of the window
 * @param score the statistic over its threshold, above 1
 * @param mmd2 unbiased squared maximum mean discrepancy of the window to the reference
 * @param count number of events in the window
 * @param windowOffsets where the events that moved lie in the log; of these ranges only this domain's events count
 * @param referenceOffsets where the events of the reference lie in the log
 * @param calibration what the threshold promises
 * @param featureShifts the features that moved most, the one that contributes most first, at most {@link #MAX_FEATURE_SHIFTS};
 *     empty where nobody has looked
 * @param classShift whether it is the shares of the classes that have changed; empty where nobody has looked
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
    /** How many features an alert names at most. */
    public static final int MAX_FEATURE_SHIFTS = 10;

    public DriftAlert {
        if (sequenceNumber < 1 || count < 1) {
            throw new IllegalArgumentException(
                    "expected an episode and a count of at least 1, got episode %d and %d events"
                            .formatted(sequenceNumber, count));
        }
        if (referenceVersion < 1) {
            throw new IllegalArgumentException(
                    "expected a version of the reference of at least 1, got " + referenceVersion);
        }
        if (!DriftWindow.CHANNELS.contains(channel)) {
            throw new IllegalArgumentException(
                    "expected a channel of %s, got '%s'".formatted(DriftWindow.CHANNELS, channel));
        }
        if (!Double.isFinite(score) || !Double.isFinite(mmd2)) {
            throw new IllegalArgumentException(
                    "expected a finite score and a finite distance, got score %s, mmd2 %s".formatted(score, mmd2));
        }
        if (featureShifts.size() > MAX_FEATURE_SHIFTS) {
            throw new IllegalArgumentException(
                    "expected at most %d features, got %d".formatted(MAX_FEATURE_SHIFTS, featureShifts.size()));
        }
        windowOffsets = List.copyOf(windowOffsets);
        referenceOffsets = List.copyOf(referenceOffsets);
        featureShifts = List.copyOf(featureShifts);
    }

    /** The same, with what has become of the classes. */
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
