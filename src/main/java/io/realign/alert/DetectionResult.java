package io.realign.alert;

import io.realign.window.DriftWindow;
import java.util.Optional;

/**
 * Result of observing one event.
 *
 * @param late whether the event was late and therefore ignored
 * @param window record for {@code drift.windows}, if one is written after this event
 * @param alert alert raised by this event
 */
public record DetectionResult(boolean late, Optional<DriftWindow> window, Optional<DriftAlert> alert) {
    static final DetectionResult NONE = new DetectionResult(false, Optional.empty(), Optional.empty());
    static final DetectionResult LATE = new DetectionResult(true, Optional.empty(), Optional.empty());
}
