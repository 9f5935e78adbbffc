package io.realign.lab.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.realign.cli.rows.DataFile;
import io.realign.cli.rows.LabelledRow;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistMTest {
    private static final int SIDE = 28;
    private static final DataFile BLACK = digits(0, 200);
    private static final DataFile WHITE = digits(1, 200);

    @TempDir
    private Path directory;

    @Test
    void digits_areTakenFromTheGround_inEachChannel() {
        float[][] ground = MnistM.onTextures().generate(BLACK, 7).features();
        float[][] inverse = MnistM.onTextures().generate(WHITE, 7).features();

        assertThat(inverse).hasDimensions(200, 3 * SIDE * SIDE);
        for (int i = 0; i < inverse[0].length; i++) {
            assertThat(inverse[5][i]).isEqualTo(1 - ground[5][i]);
        }
    }

    @Test
    void digits_keepTheirLabels() {
        DataFile coloured = MnistM.onTextures().generate(BLACK, 7);

        assertThat(coloured.shape()).containsExactly(3, SIDE, SIDE);
        assertThat(coloured.labels()).containsExactly("4");
    }

    @Test
    void sameSeed_givesTheSamePixels() {
        assertThat(MnistM.onTextures().generate(BLACK, 7).features())
                .isDeepEqualTo(MnistM.onTextures().generate(BLACK, 7).features());
        assertThat(MnistM.onTextures().generate(BLACK, 7).features()[0])
                .isNotEqualTo(MnistM.onTextures().generate(BLACK, 8).features()[0]);
    }

    /** What makes it another domain: no ground is like another, and none is plain. */
    @Test
    void textures_areColouredAndNeverTheSame() {
        float[][] ground = MnistM.onTextures().generate(BLACK, 7).features();

        double within = 0;
        double between = 0;
        double colour = 0;
        for (int i = 0; i < ground.length; i++) {
            within += spread(ground[i]) / ground.length;
            between += Math.abs(mean(ground[i]) - mean(ground[(i + 1) % ground.length])) / ground.length;
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                colour += Math.abs(ground[i][pixel] - ground[i][SIDE * SIDE + pixel])
                        / (ground.length * (double) (SIDE * SIDE));
            }
            for (float light : ground[i]) {
                assertThat(light).isBetween(0f, 1f);
            }
        }
        assertThat(within).isGreaterThan(.1);
        assertThat(between).isGreaterThan(.2);
        assertThat(colour).isGreaterThan(.1);
    }

    @Test
    void photographs_areCutAtRandomPlaces() throws IOException {
        photograph("red.png", 40, 30, 0xFF8000);
        photograph("blue.png", SIDE, SIDE, 0x0000FF);
        Files.writeString(directory.resolve("readme.txt"), "no image");

        float[][] ground = MnistM.onPhotographs(directory).generate(BLACK, 7).features();

        int reds = 0;
        for (float[] patch : ground) {
            boolean red = patch[0] > .5;
            reds += red ? 1 : 0;
            assertThat(patch[0]).isEqualTo(red ? 1f : 0f);
            assertThat(patch[SIDE * SIDE]).isEqualTo(red ? 128 / 255f : 0f);
            assertThat(patch[3 * SIDE * SIDE - 1]).isEqualTo(red ? 0f : 1f);
        }
        assertThat(reds / 200.0).isCloseTo(.5, within(.15));
    }

    @Test
    void photographs_areCutAllOver_andNotTurned() throws IOException {
        BufferedImage image = new BufferedImage(60, 50, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 3000; i++) {
            image.setRGB(i % 60, i / 60, ((i % 60) << 16) | ((i / 60) << 8));
        }
        ImageIO.write(image, "png", directory.resolve("places.png").toFile());

        Set<Integer> lefts = new TreeSet<>();
        Set<Integer> tops = new TreeSet<>();
        for (float[] patch :
                MnistM.onPhotographs(directory).generate(digits(0, 2000), 7).features()) {
            int left = Math.round(patch[0] * 255);
            int top = Math.round(patch[SIDE * SIDE] * 255);
            lefts.add(left);
            tops.add(top);
            assertThat(Math.round(patch[SIDE - 1] * 255)).isEqualTo(left + SIDE - 1);
            assertThat(Math.round(patch[2 * SIDE * SIDE - 1] * 255)).isEqualTo(top + SIDE - 1);
        }
        assertThat(lefts).hasSize(60 - SIDE + 1).contains(0, 60 - SIDE);
        assertThat(tops).hasSize(50 - SIDE + 1).contains(0, 50 - SIDE);
    }

    @Test
    void itSays_whereItsGroundComesFrom() throws IOException {
        photograph("one.png", SIDE, SIDE, 0);

        assertThat(MnistM.onTextures()).hasToString("digits on synthetic textures");
        assertThat(MnistM.onPhotographs(directory)).hasToString("digits on 1 photographs in " + directory);
    }

    @Test
    void photographsThatCannotBeUsed_areRefused() throws IOException {
        assertThatThrownBy(() -> MnistM.onPhotographs(directory)).hasMessageContaining("expected images");
        assertThatThrownBy(() -> MnistM.onPhotographs(directory.resolve("none")))
                .hasMessageContaining("expected a directory of images, got no such directory");

        photograph("small.png", SIDE, SIDE - 1, 0);
        assertThatThrownBy(() -> MnistM.onPhotographs(directory).generate(BLACK, 7))
                .hasMessageContaining("small.png: expected an image of at least 28 by 28")
                .hasMessageContaining("got 28 by 27");

        Files.writeString(directory.resolve("small.png"), "no image");
        assertThatThrownBy(() -> MnistM.onPhotographs(directory).generate(BLACK, 7))
                .hasMessageContaining("small.png: expected an image, got other bytes");
    }

    @Test
    void colouredDigits_areNotColouredAgain() {
        DataFile coloured = MnistM.onTextures().generate(BLACK, 7);

        assertThatIllegalStateException().isThrownBy(() -> MnistM.onTextures().generate(coloured, 7));
    }

    private static DataFile digits(float ink, int count) {
        float[] pixels = new float[SIDE * SIDE];
        Arrays.fill(pixels, ink);
        return new DataFile(
                List.of(),
                List.of(1, SIDE, SIDE),
                false,
                Collections.nCopies(count, new LabelledRow("4", pixels)),
                Optional.empty());
    }

    private void photograph(String name, int width, int height, int colour) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colour);
            }
        }
        ImageIO.write(image, "png", directory.resolve(name).toFile());
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value / values.length;
        }
        return sum;
    }

    private static double spread(float[] values) {
        double mean = mean(values);
        double sum = 0;
        for (float value : values) {
            sum += (value - mean) * (value - mean) / values.length;
        }
        return Math.sqrt(sum);
    }
}
