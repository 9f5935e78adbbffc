package io.realign.alert;

import io.realign.event.OffsetRange;
import io.realign.event.Preconditions;
import io.realign.window.EventAccumulator;
import java.util.Map;
import java.util.Optional;

/**
 * Complete state of a {@link DriftDetector}.
 *
 * @param domain domain name
 * @param windowLength number of events that are tested to confirm a suspicion and whose offsets are in the alert, at
 *     least {@value #MIN_WINDOW}
 * @param tests sequential tests by channel
 * @param reference references of the domain
 * @param unreported events since the last window report
 * @param driftState drift state
 * @param domainTime event time of the domain
 * @param lastOffset offset of the last event, empty before the first
 * @param residuals state of the residuals that are tested; empty if the features are tested themselves
 */
public record DetectorState(
        String domain,
        int windowLength,
        Map<Channel, SequentialTest> tests,
        DomainReference reference,
        EventAccumulator unreported,
        DriftState driftState,
        DomainTime domainTime,
        Optional<OffsetRange> lastOffset,
        Optional<DomainResiduals> residuals) {
    public static final int MIN_WINDOW = 16;

    public DetectorState {
        Preconditions.requireAtLeast("windowLength", windowLength, MIN_WINDOW);
    }
}
