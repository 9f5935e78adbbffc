package io.realign.alert;

import io.realign.window.DriftWindow;
import java.util.Optional;

/**
 * What one event has led to.
 *
 * @param late whether the event came too late to be looked at
 * @param window the stretch that it completed
 * @param alert the alert that it confirmed
 */
public record DetectionResult(boolean late, Optional<DriftWindow> window, Optional<DriftAlert> alert) {
    static final DetectionResult NONE = new DetectionResult(false, Optional.empty(), Optional.empty());
    static final DetectionResult LATE = new DetectionResult(true, Optional.empty(), Optional.empty());
}
