package io.realign.lab.image;

import io.realign.cli.rows.MalformedFileException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Random patches of photographs.
 *
 * @param directory directory of the photographs
 * @param files photographs, sorted by name; at least one
 */
record PhotographPatches(Path directory, List<Path> files) implements BackgroundPatches {
    private static final String GLOB = "*.{jpg,jpeg,png,gif,bmp,JPG,JPEG,PNG,GIF,BMP}";
    private static final int MAX_PIXELS = 50_000_000;
    private static final int CHANNELS = 3;
    private static final float WHITE = 255;

    /**
     * Position of a patch.
     *
     * @param patch index of the patch
     * @param horizontal position between the left edge (0) and the right edge (1) of the photograph
     * @param vertical position between the top edge (0) and the bottom edge (1) of the photograph
     */
    private record Position(int patch, double horizontal, double vertical) {}

    static PhotographPatches in(Path directory) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            throw new MalformedFileException(directory, "a directory of images", "no such directory");
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, GLOB)) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
        if (files.isEmpty()) {
            throw new MalformedFileException(directory, "images, " + GLOB, "none");
        }
        return new PhotographPatches(directory, files.stream().sorted().toList());
    }

    /** Draws all positions first and opens each photograph once, so that only one photograph at a time is in memory. */
    @Override
    public float[][] sample(int count, int height, int width, SplittableRandom random) {
        List<List<Position>> positions = new ArrayList<>();
        files.forEach(file -> positions.add(new ArrayList<>()));
        for (int i = 0; i < count; i++) {
            positions.get(random.nextInt(files.size())).add(new Position(i, random.nextDouble(), random.nextDouble()));
        }
        float[][] patches = new float[count][];
        for (int i = 0; i < files.size(); i++) {
            if (!positions.get(i).isEmpty()) {
                BufferedImage image = read(files.get(i), height, width);
                positions.get(i).forEach(position -> patches[position.patch()] = patch(image, position, height, width));
            }
        }
        return patches;
    }

    private static float[] patch(BufferedImage image, Position position, int height, int width) {
        int left = (int) (position.horizontal() * (image.getWidth() - width + 1));
        int top = (int) (position.vertical() * (image.getHeight() - height + 1));
        int[] pixels = image.getRGB(left, top, width, height, null, 0, width);
        float[] patch = new float[CHANNELS * pixels.length];
        for (int channel = 0; channel < CHANNELS; channel++) {
            int shift = 8 * (CHANNELS - 1 - channel);
            for (int i = 0; i < pixels.length; i++) {
                patch[channel * pixels.length + i] = (pixels[i] >> shift & 0xFF) / WHITE;
            }
        }
        return patch;
    }

    /** Checks the size before decoding, because a small file can declare a huge image. */
    private static BufferedImage read(Path file, int height, int width) {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new MalformedFileException(file, "an image", "other bytes");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                requireSize(file, reader.getHeight(0), reader.getWidth(0), height, width);
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the image " + file, e);
        }
    }

    private static void requireSize(Path file, int height, int width, int minHeight, int minWidth) {
        if (height < minHeight || width < minWidth || (long) height * width > MAX_PIXELS) {
            throw new MalformedFileException(
                    file,
                    "an image of at least %d by %d and at most %d pixels".formatted(minWidth, minHeight, MAX_PIXELS),
                    "%d by %d".formatted(width, height));
        }
    }

    @Override
    public String toString() {
        return "%d photographs in %s".formatted(files.size(), directory);
    }
}
