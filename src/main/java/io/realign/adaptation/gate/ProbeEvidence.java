package io.realign.adaptation.gate;

/**
 * Predictions of the serving model and the candidate on the labelled probe: target rows that were labelled by a person
 * and are not used for training. The arrays are shared, not copied.
 *
 * @param serving class probabilities of the serving model
 * @param candidate class probabilities of the candidate
 * @param labels classes of the rows
 */
@SuppressWarnings("ArrayRecordComponent")
public record ProbeEvidence(float[][] serving, float[][] candidate, int[] labels) {
    public ProbeEvidence {
        Evidence.requireSameSize("labelled probe", serving.length, candidate.length);
        Evidence.requireSameSize("labels of the probe", serving.length, labels.length);
    }

    /** Returns the number of rows that only the candidate classifies correctly. */
    int wins() {
        return onlyCorrect(candidate, serving);
    }

    /** Returns the number of rows that only the serving model classifies correctly. */
    int losses() {
        return onlyCorrect(serving, candidate);
    }

    private int onlyCorrect(float[][] one, float[][] other) {
        int[] ones = PredictedClasses.of(one).classes();
        int[] others = PredictedClasses.of(other).classes();
        int count = 0;
        for (int row = 0; row < labels.length; row++) {
            count += ones[row] == labels[row] && others[row] != labels[row] ? 1 : 0;
        }
        return count;
    }
}
