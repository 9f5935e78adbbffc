package io.realign.learning.selection;

import io.realign.adaptation.gate.ProbeEvidence;

/**
 * Labelled target rows from a user. They are used to evaluate candidates, but never for training. The arrays are shared, not
 * copied.
 *
 * @param rows raw rows; may be empty
 * @param labels class index of each row
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProbeRows(float[][] rows, int[] labels) {
    public static final ProbeRows NONE = new ProbeRows(new float[0][], new int[0]);

    public ProbeRows {
        if (rows.length != labels.length) {
            throw new IllegalArgumentException(
                    "probe: expected a label for each of %d rows, got %d labels".formatted(rows.length, labels.length));
        }
    }

    boolean isEmpty() {
        return rows.length == 0;
    }

    ProbeEvidence evidence(Scorer scorer, byte[] serving, byte[] candidate) {
        return new ProbeEvidence(scorer.probabilities(serving, rows), scorer.probabilities(candidate, rows), labels);
    }
}
