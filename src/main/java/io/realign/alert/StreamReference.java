package io.realign.alert;

import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Tensor;
import io.realign.window.CausalResiduals;
import io.realign.window.MovingMean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reference fitted to rows of a stream in time order.
 *
 * @param fitted reference, fitted to the residuals if there are any
 * @param residuals state at the end of the reference, which every key continues; empty if the rows are tested
 *     themselves
 */
public record StreamReference(FittedReference fitted, Optional<CausalResiduals> residuals) {
    private static final String NAME = "reference";

    /**
     * How references are fitted.
     *
     * @param model season or slow change to remove; empty to test the rows themselves
     * @param randomFeatures number of random features, a power of two
     * @param calibrator calibrates the threshold
     * @param seed random seed of the random features
     */
    public record Settings(Optional<MovingMean> model, int randomFeatures, ThresholdCalibrator calibrator, long seed) {}

    /**
     * Fits a reference. With a model, the rows of its warm-up are not part of the reference.
     *
     * @param rows finite values, in time order; an empty row has no usable values and is skipped
     * @throws IllegalArgumentException if the rows are too few or all equal
     */
    public static StreamReference fit(List<float[]> rows, Settings settings) {
        Optional<CausalResiduals> residuals = settings.model().map(model -> CausalResiduals.initial(model, rows));
        List<LocatedEvent> events = new ArrayList<>();
        for (float[] row : rows) {
            if (row.length == 0) {
                residuals.ifPresent(CausalResiduals::skip);
                continue;
            }
            float[] values = residuals.isPresent() ? new float[row.length] : row;
            if (residuals.isEmpty() || residuals.get().observe(row, values)) {
                events.add(event(values, events.size()));
            }
        }
        if (settings.model().isPresent() && events.size() < FittedReference.MIN_EVENTS) {
            int warmUp = settings.model().get().warmUp();
            throw new IllegalArgumentException(
                    "expected at least %d rows: %d to learn the season or mean, and %d residuals;"
                                    .formatted(warmUp + FittedReference.MIN_EVENTS, warmUp, FittedReference.MIN_EVENTS)
                            + " got %d rows and %d residuals".formatted(rows.size(), events.size()));
        }
        return new StreamReference(
                FittedReference.fit(events, settings.randomFeatures(), settings.calibrator(), settings.seed()),
                residuals);
    }

    private static LocatedEvent event(float[] values, long offset) {
        FeatureEvent event =
                new FeatureEvent(Long.toString(offset), NAME, Instant.EPOCH, Tensor.vector(values), Optional.empty());
        return new LocatedEvent(event, OffsetRange.of(NAME, 0, offset));
    }
}
