package io.realign.adaptation.gate;

/**
 * What both models say of labelled rows of the target that a person has supplied to judge by. Nothing is trained on them.
 *
 * <p>The arrays are shared, not copied.
 *
 * @param serving class probabilities of the live model, one row for each of the probe
 * @param candidate the candidate's, of the same rows
 * @param labels the class of each row
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProbeEvidence(float[][] serving, float[][] candidate, int[] labels) {
    public ProbeEvidence {
        Evidence.requireSameSize("labelled probe", serving.length, candidate.length);
        Evidence.requireSameSize("labels of the probe", serving.length, labels.length);
    }

    /** Rows that only the candidate gets right. */
    int wins() {
        return onlyRight(candidate, serving);
    }

    /** Rows that only the incumbent gets right. */
    int losses() {
        return onlyRight(serving, candidate);
    }

    private int onlyRight(float[][] one, float[][] other) {
        int[] ones = PredictedClasses.of(one).classes();
        int[] others = PredictedClasses.of(other).classes();
        int count = 0;
        for (int row = 0; row < labels.length; row++) {
            count += ones[row] == labels[row] && others[row] != labels[row] ? 1 : 0;
        }
        return count;
    }
}
