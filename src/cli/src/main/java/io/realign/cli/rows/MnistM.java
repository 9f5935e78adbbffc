package io.realign.cli.rows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Digits on coloured ground, as a target domain for digits on black: {@code |digit - patch|} in each channel (Ganin et al.,
 * Domain-Adversarial Training of Neural Networks, 2016, section 5.2.4).
 */
public final class MnistM {
    private final Patches ground;

    private MnistM(Patches ground) {
        this.ground = ground;
    }

    /**
     * On random cuts out of photographs, as published.
     *
     * @throws MalformedFileException if there are none in the directory
     */
    public static MnistM onPhotographs(Path directory) {
        return new MnistM(Photographs.in(directory));
    }

    /** On synthetic textures, for want of photographs: a shift of the same kind, but not the published data. */
    public static MnistM onTextures() {
        return new MnistM(new Textures());
    }

    /**
     * The digits in colour, with their labels. The same digits and seed give the same pixels.
     *
     * @param digits images of one channel, 0 to 1
     */
    public DataFile of(DataFile digits, long seed) {
        digits.requireGrey();
        int height = digits.shape().get(1);
        int width = digits.shape().get(2);
        float[][] pixels = ground.cut(digits.rows().size(), height, width, new SplittableRandom(seed));
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 0; i < pixels.length; i++) {
            LabelledRow digit = digits.rows().get(i);
            takeFrom(digit.features(), pixels[i]);
            rows.add(new LabelledRow(digit.label(), pixels[i]));
        }
        return new DataFile(List.of(), List.of(3, height, width), false, rows, digits.leftOut());
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
