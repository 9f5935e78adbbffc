package io.realign.alert;

import io.realign.window.DriftWindow;

/** The domain is where its reference is, and has never been anywhere else. */
public record QuietState(int alertCount) implements StableState {
    @Override
    public DriftWindow.State state() {
        return DriftWindow.State.QUIET;
    }
}
