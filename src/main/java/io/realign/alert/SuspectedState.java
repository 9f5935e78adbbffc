package io.realign.alert;

import io.realign.window.DriftWindow;
import java.time.Instant;

/**
 * A threshold was exceeded. The following events confirm or dismiss the suspicion.
 *
 * @param previousState state to return to if the suspicion is dismissed
 * @param channel channel whose threshold was exceeded
 * @param suspicion score that exceeded the threshold, and estimated onset of the drift
 * @param suspectedAt event time of the exceedance
 * @param confirmationWindow events since the exceedance
 * @param confirmationTest bets on these events
 */
public record SuspectedState(
        MonitoringState previousState,
        Channel channel,
        Suspicion suspicion,
        Instant suspectedAt,
        ConfirmationWindow confirmationWindow,
        ConfirmationTest confirmationTest)
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
