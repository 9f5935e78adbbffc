package io.realign.alert;

import io.realign.window.DriftWindow.State;
import io.realign.window.Reference;

/**
 * What is being made of a domain's windows. Each state knows its own ways out:
 *
 * <pre>
 *               window over              over, and all of it newer
 *              the threshold               than the suspicion
 *     Quiet ──────────────────> Suspected ──────────────────────> Alerted ──┐ any window
 *      ^ ^                          │                                │  ^    │ changes
 *      │ └──────────────────────────┘                                │  └────┘ nothing
 *      │            window below                                     │
 *      └─────────────────────────────────────────────────────────────┘
 *         the outcome of this alert: its window is the new reference
 * </pre>
 */
public sealed interface Episode permits Quiet, Suspected, Alerted {
    /** How many alerts there have been. */
    int number();

    /** The word for it in messages. */
    State state();

    /** What windows are compared with. */
    Reference reference();

    /** The state after another window. */
    Episode observe(Measured window);

    /** The state after the outcome of an adaptation, accepted or not. Only the alert that it names is changed by it. */
    default Episode decided(String alertId) {
        return this;
    }
}
