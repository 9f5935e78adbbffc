package io.realign.alert;

import io.realign.window.DriftWindow;

/** The domain has moved, and there is no model made for where it is. It goes on being compared with where its alert found it. */
public record PersistingState(int alertCount) implements StableState {
    @Override
    public DriftWindow.State state() {
        return DriftWindow.State.PERSISTING;
    }
}
