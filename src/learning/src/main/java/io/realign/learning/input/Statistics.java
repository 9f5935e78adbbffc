package io.realign.learning.input;

/** Whose means and deviations the rows of a target domain are standardised by. */
public enum Statistics {
    /** The source's, for all domains: what moves in the inputs is seen by the network. */
    SOURCE {
        @Override
        public Standardisation of(Standardisation source, float[][] target) {
            return source;
        }
    },

    /** Each domain's own: offsets and gains of single features vanish before the network sees them. */
    PER_DOMAIN {
        @Override
        public Standardisation of(Standardisation source, float[][] target) {
            return source.refitted(target, WINDOW);
        }
    };

    /** Means and deviations of fewer rows are too uncertain to be taken in full. */
    public static final int WINDOW = 150;

    /**
     * How target rows are standardised.
     *
     * @param source how source rows are
     * @param target raw rows of the target, all finite
     */
    public abstract Standardisation of(Standardisation source, float[][] target);
}
