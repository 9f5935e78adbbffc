package io.realign.lab.image;

import java.util.SplittableRandom;

/** A source of coloured backgrounds. */
sealed interface BackgroundPatches permits PhotographPatches, TexturePatches {
    /**
     * Draws patches.
     *
     * @return {@code [count][3 * height * width]}: the red, green and blue channel of each patch, 0 to 1
     */
    float[][] sample(int count, int height, int width, SplittableRandom random);
}
