package io.realign.alert;

import io.realign.window.DriftWindow;

/**
 * The domain has neither a suspicion nor an open alert.
 *
 * @param state {@link DriftWindow.State#QUIET}, {@link DriftWindow.State#RECOVERED}, {@link DriftWindow.State#ADAPTED}
 *     or {@link DriftWindow.State#PERSISTING}
 * @param alertCount number of alerts that the domain has had
 * @param quietEvents events since the state began, with which a reference of the domain grows
 */
public record MonitoringState(DriftWindow.State state, int alertCount, QuietEvents quietEvents) implements DriftState {
    MonitoringState(DriftWindow.State state, int alertCount) {
        this(state, alertCount, new QuietEvents());
    }
}
