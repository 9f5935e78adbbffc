package io.realign.alert;

import io.realign.event.OffsetRange;
import io.realign.window.EventAccumulator;
import java.util.Map;
import java.util.Optional;

/**
 * All that a detector keeps of its domain.
 *
 * @param domain the domain
 * @param window events that confirm a suspicion and that the alert names, 16 or more
 * @param tests one for each channel that has been looked at
 * @param reference what the domain is compared with
 * @param unreported the events since the last message
 * @param driftState what is being made of the domain
 * @param domainTime how far its time has come
 * @param lastOffset where its last event lies, empty before the first
 */
public record DetectorState(
        String domain,
        int window,
        Map<Channel, SequentialTest> tests,
        DomainReference reference,
        EventAccumulator unreported,
        DriftState driftState,
        DomainTime domainTime,
        Optional<OffsetRange> lastOffset) {
    /** The shortest stretch that can confirm a suspicion. */
    public static final int MIN_WINDOW = 16;

    public DetectorState {
        if (window < MIN_WINDOW) {
            throw new IllegalArgumentException(
                    "expected a window of at least " + MIN_WINDOW + " events, got " + window);
        }
    }
}
