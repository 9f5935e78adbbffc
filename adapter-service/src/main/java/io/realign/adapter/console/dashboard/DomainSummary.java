package io.realign.adapter.console.dashboard;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.realign.adapter.console.history.Logged;
import io.realign.adapter.console.history.WindowPoint;
import java.util.List;
import java.util.Optional;

/**
 * A domain in the overview.
 *
 * @param status whether anything is wrong with it
 * @param scores of its newest windows, oldest first, in multiples of the threshold
 * @param newestWindow its newest window
 */
public record DomainSummary(
        @JsonUnwrapped DomainStatus status, List<Double> scores, Optional<Logged<WindowPoint>> newestWindow) {}
