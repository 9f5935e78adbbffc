package io.realign.it;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Screenshots with a palette of 256 colours, which have a third of the size of the originals. */
final class Screenshot {
    private static final int COLOURS = 256;

    private Screenshot() {}

    /** Writes a PNG with the most frequent colours; other colours are replaced by the nearest of them. */
    static void write(byte[] png, Path file) throws IOException {
        BufferedImage page = ImageIO.read(new ByteArrayInputStream(png));
        int[] pixels = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
        int[] palette = mostFrequent(pixels);
        IndexColorModel colours = new IndexColorModel(8, palette.length, palette, 0, false, -1, 0);
        BufferedImage indexed =
                new BufferedImage(page.getWidth(), page.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours);
        Map<Integer, Integer> paletteIndexes = new HashMap<>();
        int[] row = new int[page.getWidth()];
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = paletteIndexes.computeIfAbsent(pixels[y * row.length + x], colour -> nearest(palette, colour));
            }
            indexed.getRaster().setSamples(0, y, row.length, 1, 0, row);
        }
        Files.createDirectories(file.getParent());
        ImageIO.write(indexed, "png", file.toFile());
    }

    private static int[] mostFrequent(int[] pixels) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels) {
            counts.merge(pixel, 1, Integer::sum);
        }
        List<Integer> colours = counts.keySet().stream()
                .sorted(Comparator.<Integer>comparingInt(counts::get)
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(COLOURS)
                .toList();
        return colours.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int nearest(int[] palette, int colour) {
        int best = 0;
        for (int i = 1; i < palette.length; i++) {
            if (distance(palette[i], colour) < distance(palette[best], colour)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int first, int second) {
        int sum = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int difference = (first >> shift & 0xFF) - (second >> shift & 0xFF);
            sum += difference * difference;
        }
        return sum;
    }
}
