package io.realign.learning.nd4j;

import java.util.SplittableRandom;

/**
 * One way through the layers.
 *
 * @param sourceRows how many rows, from the first on, are of the source; the others are of the target
 * @param seed of the dropout
 */
record ForwardPass(int sourceRows, long seed) {
    /** Chance that follows from the pass and the layer alone, so that no layer's depends on what others draw. */
    SplittableRandom random(String layer) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + layer.hashCode());
    }
}
