package io.realign.lab.image;

import java.util.SplittableRandom;

/** Where coloured backgrounds come from. */
sealed interface BackgroundPatches permits PhotographPatches, TexturePatches {
    /**
     * As many patches {@code [3 * height * width]}, red, green, blue, 0 to 1. The same state of {@code random} gives the
     * same patches.
     */
    float[][] sample(int count, int height, int width, SplittableRandom random);
}
