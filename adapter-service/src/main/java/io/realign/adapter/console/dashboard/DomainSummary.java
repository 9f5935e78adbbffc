package io.realign.adapter.console.dashboard;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.realign.adapter.console.history.TimestampedMessage;
import io.realign.adapter.console.history.WindowPoint;
import java.util.List;
import java.util.Optional;

/**
 * A domain in the overview.
 *
 * @param scores scores of the newest windows, oldest first, as multiples of the threshold
 */
public record DomainSummary(
        @JsonUnwrapped DomainStatus status,
        List<Double> scores,
        Optional<TimestampedMessage<WindowPoint>> newestWindow) {}
