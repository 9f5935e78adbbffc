package io.realign.alert;

import io.realign.window.DriftWindow;
import java.util.Optional;

/**
 * What one event has led to.
 *
 * @param next the detector to go on with
 * @param late whether the event came too late to be looked at
 * @param window the window that it completed
 * @param alert the alert that this window confirmed
 */
public record Step(DriftDetector next, boolean late, Optional<DriftWindow> window, Optional<DriftAlert> alert) {}
