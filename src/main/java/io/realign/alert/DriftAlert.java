package io.realign.alert;

import io.realign.event.EventContract;
import io.realign.event.Preconditions;
import io.realign.event.Texts;
import io.realign.window.DriftWindow;
import java.util.List;
import java.util.Optional;

/**
 * Confirmed drift of a domain.
 *
 * @param id derived from the domain, the sequence number and the offsets
 * @param domain domain name
 * @param sequenceNumber number of the alert within the domain, from 1
 * @param reference reference that the domain drifted from
 * @param channel channel that raised the suspicion, see {@link DriftWindow#channel()}
 * @param times event times of the onset, the suspicion and the confirmation
 * @param statistic distance of the window to the reference
 * @param window window that confirmed the drift
 * @param featureShifts shifted features in descending order of contribution, at most {@link #MAX_FEATURE_SHIFTS}; empty
 *     if not computed
 * @param classShift attribution to label shift; empty if not computed
 */
public record DriftAlert(
        String id,
        String domain,
        int sequenceNumber,
        AlertReference reference,
        String channel,
        AlertTimes times,
        AlertStatistic statistic,
        AlertWindow window,
        List<FeatureShift> featureShifts,
        Optional<ClassShift> classShift) {
    /** Maximum number of features in an alert. */
    public static final int MAX_FEATURE_SHIFTS = 10;

    public DriftAlert {
        Texts.requireName("id", id);
        EventContract.requireDomain(domain);
        Preconditions.requireAtLeast("sequenceNumber", sequenceNumber, 1);
        if (!DriftWindow.CHANNELS.contains(channel)) {
            throw new IllegalArgumentException(
                    "expected a channel of %s, got '%s'".formatted(DriftWindow.CHANNELS, channel));
        }
        Preconditions.requireBetween("featureShifts", featureShifts.size(), 0, MAX_FEATURE_SHIFTS);
        featureShifts = List.copyOf(featureShifts);
    }

    /** Returns a copy with an attribution to label shift. */
    public DriftAlert withClassShift(ClassShift shift) {
        return new DriftAlert(
                id,
                domain,
                sequenceNumber,
                reference,
                channel,
                times,
                statistic,
                window,
                featureShifts,
                Optional.of(shift));
    }
}
