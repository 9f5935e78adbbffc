package io.realign.learning.diagnosis;

/** The one thing to do next. */
public enum RecommendedAction {
    NOTHING("nothing to do: the target looks like the source"),
    STABILISE_TRAINING("train more steadily before anything else: a lower learning rate or a larger batch, gradients"
            + " clipped; the model falls short on the source itself"),
    EXCLUDE_SOURCE("leave out the source that contradicts the others, or mend it: a model that learns from both learns"
            + " from neither"),
    STANDARDISE_PER_DOMAIN("standardise each domain by its own statistics: that alone takes most of the shift away"),
    REQUEST_LABELS("ask for labels of the target: unlike learners of the same source contradict each other on it, and"
            + " nothing without labels can tell which is right"),
    REWEIGHT_CLASSES("weight source rows by the estimated class shares of the target before alpha is raised: aligning"
            + " features of different class mixes pulls classes into each other"),
    DEEPER_FEATURE_EXTRACTOR(
            "use a deeper feature extractor or pre-train it without labels (denoising or contrastive): source"
                    + " and target hardly overlap in the features"),
    ALIGN_FEATURES(
            "align the features, with a small alpha (.1) first, and let the gate judge: the shift is real, the classes"
                    + " occur in the same shares and the domains overlap");

    private final String text;

    RecommendedAction(String text) {
        this.text = text;
    }

    /** The same as a sentence. */
    public String text() {
        return text;
    }
}
