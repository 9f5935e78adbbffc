package io.realign.alert;

import io.realign.window.DriftWindow;
import java.time.Instant;

/**
 * A window stood out. Whether that was chance is asked of the events that come after it.
 *
 * @param previousState what the domain was before, and will be again if it was chance
 * @param channel in which it stood out
 * @param suspicion the window
 * @param suspectedAt event time of its newest event
 * @param confirmationWindow the events since
 * @param secondHalf the second half of those that it takes to confirm: a burst that is over by then is no change
 */
public record SuspectedState(
        StableState previousState,
        Channel channel,
        Suspicion suspicion,
        Instant suspectedAt,
        ConfirmationWindow confirmationWindow,
        ConfirmationWindow secondHalf)
        implements DriftState {
    @Override
    public int alertCount() {
        return previousState.alertCount();
    }

    @Override
    public DriftWindow.State state() {
        return DriftWindow.State.SUSPECTED;
    }
}
