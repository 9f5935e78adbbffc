package io.realign.alert;

import io.realign.event.OffsetRange;
import io.realign.event.Preconditions;
import io.realign.window.EventAccumulator;
import java.util.Map;
import java.util.Optional;

/**
 * Complete state of the detector of one domain.
 *
 * @param domain domain name
 * @param window number of events that confirm a suspicion and are named in the alert, at least {@value #MIN_WINDOW}
 * @param tests sequential test of each observed channel
 * @param reference references of the domain
 * @param unreported events since the last report
 * @param driftState drift state
 * @param domainTime event time of the domain
 * @param lastOffset offset of the last event, empty before the first
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
    /** Minimum number of events to confirm a suspicion. */
    public static final int MIN_WINDOW = 16;

    public DetectorState {
        Preconditions.requireAtLeast("window", window, MIN_WINDOW);
    }
}
