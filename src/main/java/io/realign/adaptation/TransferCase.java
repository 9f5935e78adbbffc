package io.realign.adaptation;

import io.realign.event.Preconditions;

/** Four cases of transfer from a source to a target, by the overlap of the embeddings and the agreement of the class shares. */
public enum TransferCase {
    ALIGNED(
            "source and target embeddings overlap and class shares agree, so the source model should nearly suffice",
            "standardise each domain separately, then use a mild adversarial or self-training recipe; expect little"
                    + " improvement"),
    LABEL_SHIFT(
            "source and target embeddings overlap, but class shares differ or classes are new, so aligning whole domains"
                    + " would align the wrong classes",
            "weight source rows by the estimated class shares before raising alpha, the weight of the domain loss; this"
                    + " may suffice"),
    COVARIATE_SHIFT(
            "class shares agree, but the embeddings are shifted",
            "standardise each domain separately, then train adversarially; if the overlap stays low, use a deeper"
                    + " feature extractor or self-supervised pre-training on both domains"),
    DISTANT(
            "neither embeddings nor class shares agree, so an apparent alignment may be wrong",
            "use class weights and pre-training first and a small alpha last; label a few rows and rely on the gate");

    /** Overlap at which a domain classifier has an accuracy of .75, halfway between chance and certainty. */
    public static final double MIN_OVERLAP = .5;

    /** Agreement if the class of a tenth of the rows changed. Below it, alignment without class weights is harmful. */
    public static final double MIN_AGREEMENT = .9;

    private final String meaning;
    private final String recommendation;

    TransferCase(String meaning, String recommendation) {
        this.meaning = meaning;
        this.recommendation = recommendation;
    }

    /**
     * Returns the case of a source and a target.
     *
     * @param overlap overlap of the embeddings, 0 to 1, see {@link #overlap}
     * @param agreement agreement of class shares, 0 to 1, see {@link #agreement}
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
     * Returns the overlap of the embeddings: twice the error of a domain classifier.
     *
     * @param proxyADistance {@code 2 (1 - 2 error)} of a domain classifier, -2 to 2; negative values count as 0
     *     (Ben-David et al., Analysis of Representations for Domain Adaptation, 2007)
     * @return 0 to 1
     */
    public static double overlap(double proxyADistance) {
        Preconditions.requireBetween("proxyADistance", proxyADistance, -2, 2);
        return 1 - Math.max(0, proxyADistance) / 2;
    }

    /**
     * Returns the agreement of the class shares: 1 minus the total variation distance between them. All classes
     * that do not occur in the source count as one additional class.
     *
     * @param source class shares of the source
     * @param target shares of the same classes among the target rows whose class occurs in the source
     * @param newClassShare share of the target rows whose class does not occur in the source, 0 to 1
     * @return 0 to 1
     */
    public static double agreement(double[] source, double[] target, double newClassShare) {
        Preconditions.requireBetween("newClassShare", newClassShare, 0, 1);
        if (source.length != target.length) {
            throw new IllegalArgumentException(
                    "target: expected shares of %d classes, got %d".formatted(source.length, target.length));
        }
        double absoluteDifference = newClassShare;
        for (int k = 0; k < source.length; k++) {
            absoluteDifference += Math.abs(source[k] - (1 - newClassShare) * target[k]);
        }
        return Math.max(0, 1 - absoluteDifference / 2);
    }

    /** Returns the meaning of the case as a clause. */
    public String meaning() {
        return meaning;
    }

    /** Returns the recommended recipes as a clause. */
    public String recommendation() {
        return recommendation;
    }
}
