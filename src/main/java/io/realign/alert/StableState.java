package io.realign.alert;

import io.realign.window.DriftWindow;

/**
 * The domain is stable.
 *
 * @param state {@link DriftWindow.State#QUIET}, {@link DriftWindow.State#RECOVERED}, {@link DriftWindow.State#ADAPTED}
 *     or {@link DriftWindow.State#PERSISTING}
 * @param alertCount alerts of the domain so far
 */
public record StableState(DriftWindow.State state, int alertCount) implements DriftState {}
