package io.realign.it;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Random images in the four files and the format of MNIST. */
final class MnistFiles {
    private static final int SIDE = 28;
    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;

    private MnistFiles() {}

    static void write(Path directory, int trainingImages, int testImages) throws IOException {
        write(directory, "train", trainingImages);
        write(directory, "t10k", testImages);
    }

    private static void write(Path directory, String prefix, int count) throws IOException {
        byte[] pixels = new byte[count * SIDE * SIDE];
        new SplittableRandom(count).nextBytes(pixels);
        try (DataOutputStream images = open(directory.resolve(prefix + "-images-idx3-ubyte.gz"));
                DataOutputStream labels = open(directory.resolve(prefix + "-labels-idx1-ubyte.gz"))) {
            for (int value : new int[] {IMAGES_MAGIC, count, SIDE, SIDE}) {
                images.writeInt(value);
            }
            images.write(pixels);
            labels.writeInt(LABELS_MAGIC);
            labels.writeInt(count);
            for (int i = 0; i < count; i++) {
                labels.writeByte(i % 10);
            }
        }
    }

    private static DataOutputStream open(Path file) throws IOException {
        return new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)));
    }
}
