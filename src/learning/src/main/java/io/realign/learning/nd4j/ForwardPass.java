package io.realign.learning.nd4j;

import java.util.SplittableRandom;

/**
 * One forward pass through the layers.
 *
 * @param sourceRows number of source rows, which come first; the others are target rows
 * @param seed random seed of the dropout
 */
record ForwardPass(int sourceRows, long seed) {
    /** A generator that depends on the pass and the layer only, so that layers do not affect each other's draws. */
    SplittableRandom random(String layer) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + layer.hashCode());
    }
}
