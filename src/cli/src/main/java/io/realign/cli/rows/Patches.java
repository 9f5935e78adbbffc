package io.realign.cli.rows;

import java.util.SplittableRandom;

/** Where coloured backgrounds come from. */
sealed interface Patches permits Photographs, Textures {
    /**
     * As many patches {@code [3 * height * width]}, red, green, blue, 0 to 1. The same state of {@code random} gives the
     * same patches.
     */
    float[][] cut(int count, int height, int width, SplittableRandom random);
}
