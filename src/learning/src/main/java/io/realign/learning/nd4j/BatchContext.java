package io.realign.learning.nd4j;

import java.util.SplittableRandom;

/**
 * Properties of a batch that layers need, apart from its values.
 *
 * @param sourceRows number of source rows, which come first; the others are target rows
 * @param seed random seed of the dropout
 */
record BatchContext(int sourceRows, long seed) {
    /** Returns a generator that depends only on the seed and the layer, so that layers do not affect each other. */
    SplittableRandom random(String layer) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + layer.hashCode());
    }
}
