package io.realign.learning.nd4j;

import java.util.SplittableRandom;

/**
 * One forward pass through the layers.
 *
 * @param sourceRows number of source rows, which come first; the others are target rows
 * @param seed random seed of the dropout
 */
record ForwardPass(int sourceRows, long seed) {
    /** Returns a generator that depends only on the pass and the layer, so that layers do not affect each other. */
    SplittableRandom random(String layer) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + layer.hashCode());
    }
}
