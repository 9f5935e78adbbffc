package io.realign.lab.image;

import io.realign.cli.rows.DataFile;
import io.realign.cli.rows.LabelledRow;
import io.realign.cli.rows.MalformedFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Digits on coloured backgrounds, a target domain for digits on black: {@code |digit - patch|} in each channel (Ganin et al.,
 * Domain-Adversarial Training of Neural Networks, 2016, section 5.2.4).
 */
public final class MnistM {
    private final BackgroundPatches background;

    private MnistM(BackgroundPatches background) {
        this.background = background;
    }

    /**
     * Uses random patches of photographs, as published.
     *
     * @throws MalformedFileException if the directory has no images
     */
    public static MnistM onPhotographs(Path directory) {
        return new MnistM(PhotographPatches.in(directory));
    }

    /** Uses synthetic textures: a similar shift without photographs, but not the published data. */
    public static MnistM onTextures() {
        return new MnistM(new TexturePatches());
    }

    /**
     * Generates the coloured digits with their labels. The same digits and seed give the same pixels.
     *
     * @param digits images of one channel, 0 to 1
     */
    public DataFile generate(DataFile digits, long seed) {
        digits.requireGreyscale();
        int height = digits.shape().get(1);
        int width = digits.shape().get(2);
        float[][] patches = background.sample(digits.rows().size(), height, width, new SplittableRandom(seed));
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 0; i < patches.length; i++) {
            LabelledRow digit = digits.rows().get(i);
            float[] intensities = digit.features();
            float[] patch = patches[i];
            for (int pixel = 0; pixel < patch.length; pixel++) {
                patch[pixel] = Math.abs(intensities[pixel % intensities.length] - patch[pixel]);
            }
            rows.add(new LabelledRow(digit.label(), patch));
        }
        return new DataFile(List.of(), List.of(3, height, width), false, rows, digits.skipped());
    }

    @Override
    public String toString() {
        return "digits on " + background;
    }
}
