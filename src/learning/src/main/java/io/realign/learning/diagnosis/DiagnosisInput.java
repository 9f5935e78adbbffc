package io.realign.learning.diagnosis;

import io.realign.learning.input.InputValidation;
import io.realign.learning.input.SourceRows;
import io.realign.learning.input.Standardisation;
import io.realign.learning.source.NamedSource;
import java.util.List;
import java.util.Optional;

/**
 * Input of a diagnosis. All rows have the same width and finite values.
 *
 * @param sources labelled raw training rows, of at least two classes in each source
 * @param holdOut labelled raw rows of the sources that were not used in training, at least two
 * @param target unlabelled raw rows, at least two distinct ones
 * @param ablated the same model, trained without a domain head, if available
 */
@SuppressWarnings("ArrayRecordComponent")
public record DiagnosisInput(
        DiagnosedModel model,
        Standardisation sourceStandardisation,
        Standardisation targetStandardisation,
        List<NamedSource> sources,
        SourceRows holdOut,
        float[][] target,
        Optional<DiagnosedModel> ablated) {
    private static final int MIN_ROWS = 2;

    public DiagnosisInput {
        sources = List.copyOf(sources);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("sources: expected at least one, got none");
        }
        int width = sourceStandardisation.width();
        sources.forEach(source -> InputValidation.requireSource(source.name(), source.rows(), width));
        InputValidation.requireWindow("target", target, width);
        InputValidation.requireRows("hold-out", holdOut.features(), width);
        if (holdOut.size() < MIN_ROWS) {
            throw new IllegalArgumentException("hold-out: expected at least two rows, got " + holdOut.size());
        }
        int classes = sources.get(0).rows().classCount();
        if (classes != holdOut.classCount()) {
            throw new IllegalArgumentException(
                    "hold-out: expected %d classes, as in the source, got %d".formatted(classes, holdOut.classCount()));
        }
    }

    SourceRows pooledSource() {
        return SourceRows.pooled(sources.stream().map(NamedSource::rows).toList());
    }
}
