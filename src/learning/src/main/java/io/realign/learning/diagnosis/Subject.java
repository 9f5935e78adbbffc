package io.realign.learning.diagnosis;

import io.realign.learning.SourceRows;
import io.realign.learning.input.Rows;
import io.realign.window.Standardiser;
import java.util.Optional;

/**
 * What is diagnosed. There is no place for a target label. All rows are of one width, and finite.
 *
 * @param model as it is deployed
 * @param sourceStandardiser through which the model sees the source
 * @param targetStandardiser through which it sees the target
 * @param source labelled raw rows that it has learned from, of at least two classes
 * @param holdOut labelled raw rows of the source that it has not learned from, at least two
 * @param target unlabelled raw rows, at least two that differ
 * @param ablated the same model trained without its domain head, if there is one
 */
@SuppressWarnings("ArrayRecordComponent")
public record Subject(
        Model model,
        Standardiser sourceStandardiser,
        Standardiser targetStandardiser,
        SourceRows source,
        SourceRows holdOut,
        float[][] target,
        Optional<Model> ablated) {
    private static final int LEAST = 2;

    public Subject {
        int width = sourceStandardiser.width();
        Rows.requireSource("source", source, width);
        Rows.requireWindow("target", target, width);
        Rows.require("hold-out", holdOut.features(), width);
        if (holdOut.size() < LEAST) {
            throw new IllegalArgumentException("hold-out: expected at least two rows, got " + holdOut.size());
        }
        if (source.classes() != holdOut.classes()) {
            throw new IllegalArgumentException("hold-out: expected %d classes, as the source has, got %d"
                    .formatted(source.classes(), holdOut.classes()));
        }
    }
}
