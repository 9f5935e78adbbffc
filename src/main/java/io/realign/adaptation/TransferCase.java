package io.realign.adaptation;

import io.realign.event.Preconditions;

/** The four cases of transfer between two domains: do their features overlap, and do their classes agree? */
public enum TransferCase {
    ALIGNED(
            "features overlap and class shares agree, so that the source's model should nearly do",
            "standardise each domain by itself, then a mild adversarial or self-training recipe; expect little"),
    LABEL_SHIFT(
            "features overlap, but classes come in other shares or are new, so that aligning the whole domains would"
                    + " align the wrong classes",
            "weigh source rows by the estimated class shares before any alpha; without new classes that may be all"),
    COVARIATE_SHIFT(
            "classes agree, but their features have moved apart",
            "standardise each domain by itself, then adversarial training; if the overlap stays low, a deeper extractor"
                    + " or self-supervised pre-training on both domains"),
    DISTANT(
            "neither features nor classes agree, so that what looks aligned may well be wrong",
            "class weights and pre-training first, a small alpha last; ask for a few labels and trust the gate");

    /**
     * Half way between domains that cannot be told apart, 1, and domains that always can, 0: a domain classifier is right
     * on three rows of four.
     */
    public static final double MIN_OVERLAP = .5;

    /** Where a tenth of the rows would have to change their class; from there on plain alignment does harm. */
    public static final double MIN_AGREEMENT = .9;

    private final String meaning;
    private final String recommendation;

    TransferCase(String meaning, String remedy) {
        this.meaning = meaning;
        this.recommendation = remedy;
    }

    /**
     * Names the case.
     *
     * @param overlap of the features, 0 to 1, see {@link #overlap}
     * @param agreement of the classes, 0 to 1, see {@link #agreement}
     */
    public static TransferCase of(double overlap, double agreement) {
        Preconditions.requireBetween("overlap", overlap, 0, 1);
        Preconditions.requireBetween("agreement", agreement, 0, 1);
        if (overlap >= MIN_OVERLAP) {
            return agreement >= MIN_AGREEMENT ? ALIGNED : LABEL_SHIFT;
        }
        return agreement >= MIN_AGREEMENT ? COVARIATE_SHIFT : DISTANT;
    }

    /**
     * How much the features overlap: twice the error of a classifier of the domains.
     *
     * @param proxyADistance {@code 2 (1 - 2 error)} of such a classifier, 0 to 2 (Ben-David et al., Analysis of
     *     Representations for Domain Adaptation, 2007); below 0, where it is worse than chance, counts as 0
     * @return 0 to 1
     */
    public static double overlap(double proxyADistance) {
        Preconditions.requireBetween("proxyADistance", proxyADistance, -2, 2);
        return 1 - Math.max(0, proxyADistance) / 2;
    }

    /**
     * How much the classes agree: 1 less the total variation of the class shares, where all classes that the source does
     * not have are one more class.
     *
     * @param source shares of the classes
     * @param target shares of the same classes among the target rows that are of one of them
     * @param unknown share of the target rows that are of none of them, 0 to 1
     * @return 0 to 1
     */
    public static double agreement(double[] source, double[] target, double unknown) {
        Preconditions.requireBetween("unknown", unknown, 0, 1);
        if (source.length != target.length) {
            throw new IllegalArgumentException(
                    "target: expected shares of %d classes, got %d".formatted(source.length, target.length));
        }
        double moved = unknown;
        for (int k = 0; k < source.length; k++) {
            moved += Math.abs(source[k] - (1 - unknown) * target[k]);
        }
        return Math.max(0, 1 - moved / 2);
    }

    /** What the case means, as a part of a sentence. */
    public String meaning() {
        return meaning;
    }

    /** Which recipes fit, as a part of a sentence. */
    public String recommendation() {
        return recommendation;
    }
}
