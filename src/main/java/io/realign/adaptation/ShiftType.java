package io.realign.adaptation;

/** What kind of shift lies between labelled sources and an unlabelled target. */
public enum ShiftType {
    /** None that chance could not make. */
    NONE,
    /** The features of each class have moved; how often each class occurs has not. */
    COVARIATE,
    /** Classes occur in other shares; each of them looks as before. */
    LABEL,
    /** Both at once. */
    BOTH,
    /** One of several sources contradicts the others; what the target does is not seen clearly before it is left out. */
    OUTLIER_SOURCE
}
