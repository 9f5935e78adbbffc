package io.realign.alert;

import io.realign.window.DriftWindow;

/**
 * What is made of a domain.
 *
 * <pre>
 *                     ┌──────────── not confirmed ────────────┐
 *                     v                                       │
 *   Resting:  Quiet, Recovered,   a window stands out     Suspected
 *             Adapted, Persisting ──────────────────────>     │
 *                     ^                                       │ the events since then stand out by themselves
 *                     │                                       v
 *                     ├── Recovered: back where it was ── Confirmed   (the alert)
 *                     │                                       │ released, refused or failed
 *                     │                                       v
 *                     ├── Recovered: back where it was ── Adapting
 *                     ├── Adapted: released, and at rest where the alert found it ──┤
 *                     └── Persisting: refused, or moving on ────────────────────────┘
 * </pre>
 *
 * Events stand out by themselves if all of them do, and those of their second half are not back where the domain was.
 *
 * <p>While a domain is confirmed or adapting nothing is suspected, so each change has one episode. What it is compared with
 * changes when an outcome is known: from then on it is the window of the alert, or again what it was before.
 */
public sealed interface DriftState permits StableState, SuspectedState, ConfirmedState, AdaptingState {
    /** How many alerts there have been. */
    int alertCount();

    /** Its name in messages. */
    DriftWindow.State state();
}
