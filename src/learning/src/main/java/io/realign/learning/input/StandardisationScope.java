package io.realign.learning.input;

/** Whose means and deviations the rows of a target domain are standardised by. */
public enum StandardisationScope {
    /** The source's, for all domains: what moves in the inputs is seen by the network. */
    SOURCE {
        @Override
        public Standardisation standardisation(Standardisation source, float[][] target) {
            return source;
        }
    },

    /** Each domain's own: offsets and gains of single features vanish before the network sees them. */
    PER_DOMAIN {
        @Override
        public Standardisation standardisation(Standardisation source, float[][] target) {
            return source.refitted(target, FULL_WEIGHT_ROWS);
        }
    };

    /** Means and deviations of fewer rows are too uncertain to be taken in full. */
    public static final int FULL_WEIGHT_ROWS = 150;

    /**
     * How target rows are standardised.
     *
     * @param source how source rows are
     * @param target raw rows of the target, all finite
     */
    public abstract Standardisation standardisation(Standardisation source, float[][] target);
}
