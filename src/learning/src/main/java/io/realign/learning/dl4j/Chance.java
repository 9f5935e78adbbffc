package io.realign.learning.dl4j;

import java.util.SplittableRandom;
import org.nd4j.linalg.factory.Nd4j;

/** Sets the library's random numbers, which every thread has its own of. */
final class Chance {
    private Chance() {}

    /** What is drawn next in this thread follows from {@code seed}. */
    static void seed(long seed) {
        Nd4j.getRandom().setSeed(mixed(seed));
    }

    /** The library takes 0 for a wish to be surprised. */
    static long mixed(long seed) {
        long mixed = new SplittableRandom(seed).nextLong();
        return mixed == 0 ? 1 : mixed;
    }
}
