package io.realign.learning.diagnosis;

public enum RecommendedAction {
    NOTHING("nothing to do: the target looks like the source"),
    STABILISE_TRAINING(
            "stabilise training first, by a lower learning rate, larger batches or gradient clipping: the model"
                    + " underperforms on the source"),
    EXCLUDE_SOURCE(
            "exclude or correct the source that contradicts the others: training on contradicting labels degrades"
                    + " the model on all of them"),
    STANDARDISE_PER_DOMAIN("standardise each domain with its own statistics: this alone removes most of the shift"),
    REQUEST_LABELS("request labels of the target: two independent learners, both trained on the source, disagree on the"
            + " target, and only labels can tell which one is right"),
    REWEIGHT_CLASSES(
            "weight source rows by the estimated class shares of the target before raising alpha: aligning features"
                    + " under different class shares mixes the classes"),
    DEEPER_FEATURE_EXTRACTOR("use a deeper feature extractor or pre-train it without labels (denoising or contrastive):"
            + " source and target embeddings hardly overlap"),
    ALIGN_FEATURES(
            "align the features, starting with a small alpha (0.1), and let the gate decide: the shift is significant,"
                    + " class shares agree and the domains overlap");

    private final String text;

    RecommendedAction(String text) {
        this.text = text;
    }

    /** Description for reports. */
    public String text() {
        return text;
    }
}
