package io.realign.lab.image;

import io.realign.cli.rows.DataFile;
import io.realign.cli.rows.LabelledRow;
import io.realign.cli.rows.MalformedFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Digits on coloured ground, as a target domain for digits on black: {@code |digit - patch|} in each channel (Ganin et al.,
 * Domain-Adversarial Training of Neural Networks, 2016, section 5.2.4).
 */
public final class MnistM {
    private final BackgroundPatches ground;

    private MnistM(BackgroundPatches ground) {
        this.ground = ground;
    }

    /**
     * On random cuts out of photographs, as published.
     *
     * @throws MalformedFileException if there are none in the directory
     */
    public static MnistM onPhotographs(Path directory) {
        return new MnistM(PhotographPatches.in(directory));
    }

    /** On synthetic textures, for want of photographs: a shift of the same kind, but not the published data. */
    public static MnistM onTextures() {
        return new MnistM(new TexturePatches());
    }

    /**
     * The digits in colour, with their labels. The same digits and seed give the same pixels.
     *
     * @param digits images of one channel, 0 to 1
     */
    public DataFile generate(DataFile digits, long seed) {
        digits.requireGreyscale();
        int height = digits.shape().get(1);
        int width = digits.shape().get(2);
        float[][] pixels = ground.sample(digits.rows().size(), height, width, new SplittableRandom(seed));
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 0; i < pixels.length; i++) {
            LabelledRow digit = digits.rows().get(i);
            takeFrom(digit.features(), pixels[i]);
            rows.add(new LabelledRow(digit.label(), pixels[i]));
        }
        return new DataFile(List.of(), List.of(3, height, width), false, rows, digits.skipped());
    }

    private static void takeFrom(float[] ink, float[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.abs(ink[i % ink.length] - pixels[i]);
        }
    }

    @Override
    public String toString() {
        return "digits on " + ground;
    }
}
