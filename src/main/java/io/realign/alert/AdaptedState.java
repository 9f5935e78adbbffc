package io.realign.alert;

import io.realign.window.DriftWindow;

/** The domain is at rest where its last alert found it, with a model made for it there. */
public record AdaptedState(int alertCount) implements StableState {
    @Override
    public DriftWindow.State state() {
        return DriftWindow.State.ADAPTED;
    }
}
