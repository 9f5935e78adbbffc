package io.realign.alert;

import io.realign.window.DriftWindow;

/**
 * Drift state of a domain.
 *
 * <pre>
 *                     ┌──────────── not confirmed ────────────┐
 *                     v                                       │
 *   Stable:   QUIET, RECOVERED,   threshold exceeded      SUSPECTED
 *             ADAPTED, PERSISTING ──────────────────────>     │
 *                     ^                                       │ confirmed by the following events: alert
 *                     │                                       v
 *                     ├── RECOVERED: back at reference ── CONFIRMED
 *                     │                                       │ adaptation released, rejected or failed
 *                     │                                       v
 *                     ├── RECOVERED: back at reference ── ADAPTING
 *                     ├── ADAPTED: released, stable in the window of the alert ──┤
 *                     └── PERSISTING: not released, or still drifting ───────────┘
 * </pre>
 *
 * Events confirm a suspicion if all of them exceed the confirmation score and their second half is not back at the
 * reference.
 *
 * <p>No suspicion is raised in CONFIRMED and ADAPTING, so each change has one alert. With the outcome of the adaptation
 * the window of the alert becomes the reference; on recovery the previous reference returns.
 */
public sealed interface DriftState permits StableState, SuspectedState, ConfirmedState, AdaptingState {
    /** Returns the number of alerts of the domain so far. */
    int alertCount();

    DriftWindow.State state();
}
