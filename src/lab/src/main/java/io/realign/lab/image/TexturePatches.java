package io.realign.lab.image;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Synthetic patches: a tinted background with coloured waves, blobs and noise. The shift is similar to that of photographs: a
 * small convolutional network trained on black backgrounds has an accuracy of 97 % on black and 39 % on these patches.
 */
record TexturePatches() implements BackgroundPatches {
    private static final int CHANNELS = 3;
    private static final int WAVES = 3;
    private static final int BLOBS = 3;

    /** Amplitudes; 1 is the range from black to white. */
    private static final double TINT = .2;

    private static final double WAVE = .15;
    private static final double BLOB = .4;
    private static final double NOISE = .04;

    /** Frequencies of waves, in cycles per pixel. */
    private static final double MIN_FREQUENCY = .02;

    private static final double MAX_FREQUENCY = .12;

    @Override
    public float[][] sample(int count, int height, int width, SplittableRandom random) {
        float[][] patches = new float[count][];
        for (int i = 0; i < count; i++) {
            patches[i] = patch(height, width, random);
        }
        return patches;
    }

    private static float[] patch(int height, int width, SplittableRandom random) {
        double[] intensities = new double[CHANNELS * height * width];
        Arrays.fill(intensities, random.nextDouble());
        add(intensities, flat(height, width), random, TINT);
        for (int i = 0; i < WAVES; i++) {
            add(intensities, wave(height, width, random), random, WAVE);
        }
        for (int i = 0; i < BLOBS; i++) {
            add(intensities, blob(height, width, random), random, BLOB);
        }
        float[] patch = new float[intensities.length];
        for (int i = 0; i < patch.length; i++) {
            double noise = NOISE * (2 * random.nextDouble() - 1);
            patch[i] = (float) Math.max(0, Math.min(1, intensities[i] + noise));
        }
        return patch;
    }

    /** Adds a pattern in a random colour; negative values darken the patch. */
    private static void add(double[] intensities, double[] pattern, SplittableRandom random, double amplitude) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            double colour = amplitude * (2 * random.nextDouble() - 1);
            for (int i = 0; i < pattern.length; i++) {
                intensities[channel * pattern.length + i] += colour * pattern[i];
            }
        }
    }

    private static double[] flat(int height, int width) {
        double[] pattern = new double[height * width];
        Arrays.fill(pattern, 1);
        return pattern;
    }

    /** Computes {@code sin(ax + by + c)} from one row and one column of sines, by the angle sum identity. */
    private static double[] wave(int height, int width, SplittableRandom random) {
        double frequency = 2 * Math.PI * (MIN_FREQUENCY + (MAX_FREQUENCY - MIN_FREQUENCY) * random.nextDouble());
        double direction = 2 * Math.PI * random.nextDouble();
        double phase = 2 * Math.PI * random.nextDouble();
        double frequencyX = frequency * StrictMath.cos(direction);
        double frequencyY = frequency * StrictMath.sin(direction);
        double[] sines = new double[width];
        double[] cosines = new double[width];
        for (int x = 0; x < width; x++) {
            sines[x] = StrictMath.sin(frequencyX * x + phase);
            cosines[x] = StrictMath.cos(frequencyX * x + phase);
        }
        double[] pattern = new double[height * width];
        for (int y = 0; y < height; y++) {
            double sine = StrictMath.sin(frequencyY * y);
            double cosine = StrictMath.cos(frequencyY * y);
            for (int x = 0; x < width; x++) {
                pattern[y * width + x] = sines[x] * cosine + cosines[x] * sine;
            }
        }
        return pattern;
    }

    /** A Gaussian blob with a standard deviation of 6 to 18 % of the width, at a random position. */
    private static double[] blob(int height, int width, SplittableRandom random) {
        double radius = width * (.06 + .12 * random.nextDouble());
        double[] horizontal = gaussianProfile(width, width * random.nextDouble(), radius);
        double[] vertical = gaussianProfile(height, height * random.nextDouble(), radius);
        double[] pattern = new double[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pattern[y * width + x] = horizontal[x] * vertical[y];
            }
        }
        return pattern;
    }

    private static double[] gaussianProfile(int length, double centre, double radius) {
        double[] gaussianProfile = new double[length];
        for (int i = 0; i < length; i++) {
            double offset = (i - centre) / radius;
            gaussianProfile[i] = StrictMath.exp(-offset * offset / 2);
        }
        return gaussianProfile;
    }

    @Override
    public String toString() {
        return "synthetic textures";
    }
}
