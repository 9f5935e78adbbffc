package io.realign.adaptation;

/**
 * What both models say of labelled rows of the target that a person has supplied to judge by. Nothing is trained on them.
 *
 * <p>The arrays are shared, not copied.
 *
 * @param incumbent class probabilities of the live model, one row for each of the probe
 * @param candidate the candidate's, of the same rows
 * @param labels the class of each row
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProbeEvidence(float[][] incumbent, float[][] candidate, int[] labels) {
    public ProbeEvidence {
        Evidence.requireSameSize("labelled probe", incumbent.length, candidate.length);
        Evidence.requireSameSize("labels of the probe", incumbent.length, labels.length);
    }

    /** Rows that only the candidate gets right. */
    int wins() {
        return onlyRight(candidate, incumbent);
    }

    /** Rows that only the incumbent gets right. */
    int losses() {
        return onlyRight(incumbent, candidate);
    }

    private int onlyRight(float[][] one, float[][] other) {
        int[] ones = Answers.of(one).classes();
        int[] others = Answers.of(other).classes();
        int count = 0;
        for (int row = 0; row < labels.length; row++) {
            count += ones[row] == labels[row] && others[row] != labels[row] ? 1 : 0;
        }
        return count;
    }
}
