package io.realign.alert;

import io.realign.event.OffsetRange;
import io.realign.window.Tally;
import java.util.Map;
import java.util.Optional;

/**
 * All that a detector keeps of its domain.
 *
 * @param domain the domain
 * @param window events that confirm a suspicion and that the alert names, 16 or more
 * @param tests one for each channel that has been looked at
 * @param standing what the domain is compared with
 * @param tally the events since the last message
 * @param episode what is being made of the domain
 * @param time how far its time has come
 * @param last where its last event lies, empty before the first
 */
public record Watched(
        String domain,
        int window,
        Map<Channel, SequentialTest> tests,
        Standing standing,
        Tally tally,
        Episode episode,
        DomainTime time,
        Optional<OffsetRange> last) {
    /** The shortest stretch that can confirm a suspicion. */
    public static final int SHORTEST_WINDOW = 16;

    public Watched {
        if (window < SHORTEST_WINDOW) {
            throw new IllegalArgumentException(
                    "expected a window of at least " + SHORTEST_WINDOW + " events, got " + window);
        }
    }
}
