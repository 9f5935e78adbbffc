package io.realign.learning.diagnosis;

import io.realign.learning.SourceRows;
import io.realign.learning.input.Rows;
import io.realign.learning.input.Standardisation;
import io.realign.learning.source.NamedSource;
import java.util.List;
import java.util.Optional;

/**
 * What is diagnosed. There is no place for a target label. All rows are of one width, and finite.
 *
 * @param model as it is deployed
 * @param sourceStandardisation through which the model sees the sources
 * @param targetStandardisation through which it sees the target
 * @param sources labelled raw rows that it has learned from, each of at least two classes, of the same features
 * @param holdOut labelled raw rows of the sources that it has not learned from, at least two
 * @param target unlabelled raw rows, at least two that differ
 * @param ablated the same model trained without its domain head, if there is one
 */
@SuppressWarnings("ArrayRecordComponent")
public record Subject(
        Model model,
        Standardisation sourceStandardisation,
        Standardisation targetStandardisation,
        List<NamedSource> sources,
        SourceRows holdOut,
        float[][] target,
        Optional<Model> ablated) {
    private static final int LEAST = 2;

    public Subject {
        sources = List.copyOf(sources);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("sources: expected at least one, got none");
        }
        int width = sourceStandardisation.width();
        sources.forEach(source -> Rows.requireSource(source.name(), source.rows(), width));
        Rows.requireWindow("target", target, width);
        Rows.require("hold-out", holdOut.features(), width);
        if (holdOut.size() < LEAST) {
            throw new IllegalArgumentException("hold-out: expected at least two rows, got " + holdOut.size());
        }
        int classes = sources.get(0).rows().classes();
        if (classes != holdOut.classes()) {
            throw new IllegalArgumentException(
                    "hold-out: expected %d classes, as the source has, got %d".formatted(classes, holdOut.classes()));
        }
    }

    /** The rows of all sources, one after the other. */
    SourceRows source() {
        return SourceRows.pooled(sources.stream().map(NamedSource::rows).toList());
    }
}
