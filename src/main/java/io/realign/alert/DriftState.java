package io.realign.alert;

import io.realign.window.DriftWindow;

/**
 * Drift state of a domain.
 *
 * <pre>
 * Calibrating: QUIET, collects the reference of the domain, if its first events are stated to be without drift
 *       │
 *       v
 *                     ┌──────────── not confirmed ────────────┐
 *                     v                                       │
 * Monitoring: QUIET, RECOVERED,   threshold exceeded      SUSPECTED
 *             ADAPTED, PERSISTING ──────────────────────>     │
 *                     ^                                       │ confirmed by the following events: alert
 *                     │                                       v
 *                     ├── RECOVERED: matches reference ── CONFIRMED
 *                     │                                       │ adaptation released, rejected or failed
 *                     │                                       v
 *                     ├── RECOVERED: matches reference ── ADAPTING
 *                     ├── ADAPTED: released, matches the events of the alert ────┤
 *                     └── PERSISTING: not released, or still drifting ───────────┘
 * </pre>
 *
 * The following events confirm or dismiss a suspicion, see {@link ConfirmationTest}.
 *
 * <p>No suspicion is raised in CONFIRMED and ADAPTING, so each change has one alert. When the adaptation ends, the
 * events of the alert become the new reference; on recovery the reference before the adaptation is restored.
 */
public sealed interface DriftState
        permits CalibratingState, MonitoringState, SuspectedState, ConfirmedState, AdaptingState {
    /** Returns the number of alerts that the domain has had. */
    int alertCount();

    DriftWindow.State state();
}
