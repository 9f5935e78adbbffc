package io.realign.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitStreamTest {
    private static final int IMAGES = 40;

    @TempDir
    private Path directory;

    @BeforeEach
    void writeImages() throws IOException {
        Random random = new Random(1);
        byte[] pixels = new byte[IMAGES * 28 * 28];
        random.nextBytes(pixels);
        byte[] labels = new byte[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            labels[i] = (byte) (i % 10);
        }
        write("train-images-idx3-ubyte.gz", pixels, IMAGES, 28, 28);
        write("train-labels-idx1-ubyte.gz", labels, IMAGES);
    }

    @Test
    void digits_areRowsOfSixtyFour_andTheSameForTheSameSeed() {
        StreamScenario setting = DigitStream.read(directory).scenario();

        FeatureStream stream = setting.generator().start(new Random(1));

        assertThat(stream.next())
                .hasSize(64)
                .isEqualTo(setting.generator().start(new Random(1)).next());
    }

    @Test
    void everyChange_altersTheRows() {
        StreamScenario setting = DigitStream.read(directory).scenario();

        assertThat(setting.changes()).allSatisfy(change -> {
            Random random = new Random(1);
            FeatureStream changed = change.applyAfter(0, setting.generator().start(random), random);
            FeatureStream quiet = setting.generator().start(new Random(1));
            boolean altered = false;
            for (int i = 0; i < 50; i++) {
                altered |= changed.next()[30] != quiet.next()[30];
            }
            assertThat(altered).isTrue();
        });
    }

    @Test
    void fileOfAnotherShape_isRefused() throws IOException {
        write("train-images-idx3-ubyte.gz", new byte[IMAGES * 9], IMAGES, 3, 3);

        assertThatThrownBy(() -> DigitStream.read(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected images of shape [1, 28, 28], got [1, 3, 3]");
    }

    private void write(String name, byte[] values, int... sizes) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(directory.resolve(name))))) {
            out.writeInt(0x0800 | sizes.length);
            for (int size : sizes) {
                out.writeInt(size);
            }
            out.write(values);
        }
    }
}
