package io.realign.learning.portfolio;

import io.realign.adaptation.gate.ProbeEvidence;

/**
 * Labelled rows of the target that a person has supplied. Candidates are judged by them, and nothing learns from them. The
 * arrays are shared, not copied.
 *
 * @param rows raw features; none where nobody has supplied any
 * @param labels the class of each row
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProbeRows(float[][] rows, int[] labels) {
    public static final ProbeRows NONE = new ProbeRows(new float[0][], new int[0]);

    public ProbeRows {
        if (rows.length != labels.length) {
            throw new IllegalArgumentException(
                    "probe: expected a label for each of %d rows, got %d".formatted(rows.length, labels.length));
        }
    }

    boolean isEmpty() {
        return rows.length == 0;
    }

    ProbeEvidence evidence(Scorer scorer, byte[] incumbent, byte[] candidate) {
        return new ProbeEvidence(scorer.probabilities(incumbent, rows), scorer.probabilities(candidate, rows), labels);
    }
}
