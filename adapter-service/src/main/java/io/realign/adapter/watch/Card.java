package io.realign.adapter.watch;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.realign.adapter.history.Point;
import io.realign.adapter.history.Seen;
import java.util.List;
import java.util.Optional;

/**
 * A domain in the overview.
 *
 * @param headline whether anything is wrong with it
 * @param scores of its newest windows, oldest first, in multiples of the threshold
 * @param newest its newest window
 */
public record Card(@JsonUnwrapped Headline headline, List<Double> scores, Optional<Seen<Point>> newest) {}
