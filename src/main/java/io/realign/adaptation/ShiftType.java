package io.realign.adaptation;

/**
 * Type of the shift between labelled sources and an unlabelled target. Covariate shift has a wider sense here than in the literature,
 * where p(y | x) does not change.
 */
public enum ShiftType {
    /** No significant shift. */
    NONE,
    /** The distribution of the features within the classes, p(x | y), changed; the class shares p(y) did not. */
    COVARIATE,
    /** The class shares p(y) changed; the distribution of the features within the classes, p(x | y), did not. */
    LABEL,
    /** Covariate and label shift. */
    BOTH,
    /**
     * One of several sources contradicts the others. Unless this source is excluded, the shift of the target cannot be
     * determined.
     */
    OUTLIER_SOURCE
}
