package io.realign.adaptation;

/** Type of the shift between labelled sources and an unlabelled target. */
public enum ShiftType {
    /** No significant shift. */
    NONE,
    /** The class-conditional features changed, the class shares did not. */
    COVARIATE,
    /** The class shares changed, the class-conditional features did not. */
    LABEL,
    /** Covariate and label shift. */
    BOTH,
    /**
     * One of several sources contradicts the others. Unless this source is excluded, the shift of the target cannot be
     * determined.
     */
    OUTLIER_SOURCE
}
