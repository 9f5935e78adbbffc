package io.realign.alert;

import io.realign.event.OffsetRange;
import java.time.Instant;
import java.util.List;

/**
 * A domain has moved.
 *
 * @param id follows from the domain, the episode and the offsets
 * @param domain the domain
 * @param episode counts the changes of this domain, from 1
 * @param reference what the domain has moved away from, see {@link io.realign.window.DriftWindow#reference()}
 * @param suspectedAt event time at which the first window was over the threshold
 * @param confirmedAt event time of the newest event of the window
 * @param score the statistic over its threshold, above 1
 * @param mmd2 unbiased squared maximum mean discrepancy of the window to the reference
 * @param count number of events in the window
 * @param window where the events that moved lie in the log; of these ranges only this domain's events count
 * @param referenceOffsets where the events of the reference lie in the log
 */
public record DriftAlert(
        String id,
        String domain,
        int episode,
        String reference,
        Instant suspectedAt,
        Instant confirmedAt,
        double score,
        double mmd2,
        long count,
        List<OffsetRange> window,
        List<OffsetRange> referenceOffsets) {
    public DriftAlert {
        window = List.copyOf(window);
        referenceOffsets = List.copyOf(referenceOffsets);
    }
}
