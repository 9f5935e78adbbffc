package io.realign.alert;

import io.realign.window.DriftWindow.State;
import io.realign.window.Reference;
import io.realign.window.Window;

/** The domain is where its reference is. */
public record Quiet(int number, Reference reference) implements Episode {
    @Override
    public State state() {
        return State.QUIET;
    }

    @Override
    public Episode observe(Measured window) {
        return window.over() ? new Suspected(number, reference, window.sketch().latest(), Window.BLOCKS) : this;
    }
}
