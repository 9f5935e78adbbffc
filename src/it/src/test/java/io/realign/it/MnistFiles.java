package io.realign.it;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Images of chance in the four files of MNIST. */
final class MnistFiles {
    private static final int SIDE = 28;
    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;

    private MnistFiles() {}

    static void write(Path directory, int training, int test) throws IOException {
        write(directory, "train", training);
        write(directory, "t10k", test);
    }

    private static void write(Path directory, String part, int count) throws IOException {
        byte[] pixels = new byte[count * SIDE * SIDE];
        new SplittableRandom(count).nextBytes(pixels);
        try (DataOutputStream images = open(directory.resolve(part + "-images-idx3-ubyte.gz"));
                DataOutputStream labels = open(directory.resolve(part + "-labels-idx1-ubyte.gz"))) {
            for (int extent : new int[] {IMAGES, count, SIDE, SIDE}) {
                images.writeInt(extent);
            }
            images.write(pixels);
            labels.writeInt(LABELS);
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
