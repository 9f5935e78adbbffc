package io.realign.alert;

import io.realign.event.ContentId;
import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import io.realign.window.Mmd;
import io.realign.window.Reference;
import io.realign.window.Sketch;

/**
 * A window and how far it has moved.
 *
 * @param message what is said of it, before anything is made of it
 * @param sketch what is kept of it
 */
public record Measured(DriftWindow message, Sketch sketch) {
    static Measured of(String domain, Sketch window, Reference reference, Baseline baseline) {
        double limit = baseline.threshold().against(reference.sketch());
        DriftWindow message = new DriftWindow(
                ContentId.of(
                        "window", domain, reference.name(), window.offsets().toString()),
                domain,
                reference.name(),
                State.QUIET,
                DriftWindow.RAW,
                window.earliest(),
                window.latest(),
                window.count(),
                Mmd.unbiased(window, reference.sketch()),
                Mmd.statistic(window, reference.sketch()) / limit,
                Mmd.unbiased(window, baseline.source().sketch()),
                window.offsets());
        return new Measured(message, window);
    }

    /** What is said of the window once it is known what is made of it. */
    DriftWindow message(State state) {
        return new DriftWindow(
                message.id(),
                message.domain(),
                message.reference(),
                state,
                message.channel(),
                message.start(),
                message.end(),
                message.count(),
                message.mmd2(),
                message.score(),
                message.sourceMmd2(),
                message.offsets());
    }

    boolean over() {
        return message.score() > 1;
    }
}
