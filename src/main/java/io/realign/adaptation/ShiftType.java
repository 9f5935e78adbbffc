package io.realign.adaptation;

/** Kind of shift between labelled sources and an unlabelled target. */
public enum ShiftType {
    /** No significant shift. */
    NONE,
    /** The features of the classes changed, the class shares did not. */
    COVARIATE,
    /** The class shares changed, the features of the classes did not. */
    LABEL,
    /** Covariate and label shift. */
    BOTH,
    /** One of several sources contradicts the others; the shift of the target is unclear unless it is excluded. */
    OUTLIER_SOURCE
}
