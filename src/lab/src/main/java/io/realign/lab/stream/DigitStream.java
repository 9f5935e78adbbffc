package io.realign.lab.stream;

import io.realign.cli.rows.DataFile;
import io.realign.cli.rows.LabelledRow;
import io.realign.window.Standardiser;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Streams of MNIST digits in random order, reduced to 8 x 8 pixels and standardised.
 *
 * @param images images of {@value #SIDE} x {@value #SIDE} pixels, 0 to 1, and their labels
 */
public record DigitStream(List<LabelledRow> images) {
    /** Name of the scenario. */
    public static final String SCENARIO = "digits";

    private static final int SIDE = 28;
    private static final int PAD = 2;
    private static final int POOL = 4;
    private static final int REDUCED_SIDE = 8;
    private static final float CONTRAST = 0.85f;

    /** After the prior shift, digits below this one are {@value #ODDS} times as likely as the others. */
    private static final int FREQUENT_BELOW = 5;

    private static final double ODDS = 2;

    /** Reads {@code train-images-idx3-ubyte.gz} and {@code train-labels-idx1-ubyte.gz}. */
    public static DigitStream read(Path directory) {
        Path images = directory.resolve("train-images-idx3-ubyte.gz");
        Path labels = directory.resolve("train-labels-idx1-ubyte.gz");
        DataFile file = DataFile.read(images + ":" + labels);
        List<Integer> shape = List.of(1, SIDE, SIDE);
        if (!file.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "%s: expected images of shape %s, got %s".formatted(images, shape, file.shape()));
        }
        return new DigitStream(file.rows());
    }

    public StreamScenario scenario() {
        Standardiser standardiser = Standardiser.fit(
                images.stream().map(image -> downsample(image.features())).toArray(float[][]::new));
        return new StreamScenario(
                SCENARIO,
                REDUCED_SIDE * REDUCED_SIDE,
                random -> stream(standardiser, () -> pick(random)),
                List.of(
                        imageChange("rotation", standardiser, image -> rotate(image, 12)),
                        imageChange("rotation-10", standardiser, image -> rotate(image, 10)),
                        imageChange("rotation-30", standardiser, image -> rotate(image, 30)),
                        imageChange("contrast", standardiser, DigitStream::reduceContrast),
                        new StreamChange(
                                "priors", (before, random) -> stream(standardiser, () -> pickWithPriorShift(random)))));
    }

    private StreamChange imageChange(String kind, Standardiser standardiser, UnaryOperator<float[]> change) {
        return new StreamChange(kind, (before, random) -> stream(standardiser, () -> change.apply(pick(random))));
    }

    private static FeatureStream stream(Standardiser standardiser, Supplier<float[]> images) {
        return () -> standardiser.apply(downsample(images.get()));
    }

    private float[] pick(Random random) {
        return images.get(random.nextInt(images.size())).features();
    }

    private float[] pickWithPriorShift(Random random) {
        while (true) {
            LabelledRow image = images.get(random.nextInt(images.size()));
            if (Integer.parseInt(image.label()) < FREQUENT_BELOW || random.nextDouble() < 1 / ODDS) {
                return image.features();
            }
        }
    }

    private static float[] reduceContrast(float[] image) {
        float[] reduced = image.clone();
        for (int i = 0; i < reduced.length; i++) {
            reduced[i] *= CONTRAST;
        }
        return reduced;
    }

    /** Rotates about the centre, with bilinear interpolation. */
    private static float[] rotate(float[] image, double degrees) {
        float[] rotated = new float[image.length];
        double cosine = Math.cos(Math.toRadians(degrees));
        double sine = Math.sin(Math.toRadians(degrees));
        double centre = (SIDE - 1) / 2.0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double fromX = centre + cosine * (x - centre) + sine * (y - centre);
                double fromY = centre - sine * (x - centre) + cosine * (y - centre);
                rotated[y * SIDE + x] = interpolate(image, fromX, fromY);
            }
        }
        return rotated;
    }

    private static float interpolate(float[] image, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double dx = x - left;
        double dy = y - top;
        return (float) ((1 - dy) * ((1 - dx) * pixel(image, left, top) + dx * pixel(image, left + 1, top))
                + dy * ((1 - dx) * pixel(image, left, top + 1) + dx * pixel(image, left + 1, top + 1)));
    }

    private static float pixel(float[] image, int x, int y) {
        return x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : image[y * SIDE + x];
    }

    /** Pads to 32 x 32 pixels and averages blocks of 4 x 4. */
    private static float[] downsample(float[] image) {
        float[] small = new float[REDUCED_SIDE * REDUCED_SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                small[(y + PAD) / POOL * REDUCED_SIDE + (x + PAD) / POOL] += image[y * SIDE + x] / (POOL * POOL);
            }
        }
        return small;
    }
}
