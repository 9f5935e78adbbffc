package io.realign.alert;

import io.realign.event.ContentId;
import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import io.realign.window.Reference;
import io.realign.window.Sketch;
import java.util.List;
import java.util.Optional;

/**
 * The domain has moved, and what to do about it is being worked out.
 *
 * @param alert what was said
 * @param window the new regime: the next reference
 * @param reference what the domain has moved away from
 */
public record Alerted(DriftAlert alert, Sketch window, Reference reference) implements Episode {
    static Alerted confirm(Suspected suspicion, Measured window) {
        DriftWindow message = window.message();
        int episode = suspicion.number() + 1;
        DriftAlert alert = new DriftAlert(
                ContentId.of(
                        "alert",
                        message.domain(),
                        Integer.toString(episode),
                        message.offsets().toString()),
                message.domain(),
                episode,
                message.reference(),
                message.channel(),
                suspicion.since(),
                suspicion.since(),
                message.end(),
                message.score(),
                message.mmd2(),
                message.count(),
                message.offsets(),
                suspicion.reference().sketch().offsets(),
                Calibrated.UNKNOWN,
                List.of(),
                Optional.empty());
        return new Alerted(alert, window.sketch(), suspicion.reference());
    }

    @Override
    public int number() {
        return alert.episode();
    }

    @Override
    public State state() {
        return State.CONFIRMED;
    }

    @Override
    public Episode observe(Measured window) {
        return this;
    }

    @Override
    public Episode decided(String alertId) {
        return alertId.equals(alert.id()) ? new Quiet(number(), new Reference(alertId, this.window)) : this;
    }
}
