package io.realign.alert;

import io.realign.window.DriftWindow;

/** The domain is back where it was before its last alert. */
public record RecoveredState(int alertCount) implements StableState {
    @Override
    public DriftWindow.State state() {
        return DriftWindow.State.RECOVERED;
    }
}
