package io.realign.cli.rows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The UCI gas sensor array drift data: {@code batch1.dat}, {@code batch2.dat}, ... in svmlight format.
 *
 * @param batches rows of each batch, oldest first; at least two batches
 */
public record GasBatches(List<List<LabelledRow>> batches) {
    public GasBatches {
        batches = batches.stream().map(List::copyOf).toList();
    }

    /**
     * Reads all consecutive batches. The files are sorted by class, so rows are shuffled within their batch.
     *
     * @throws MalformedFileException if a batch is missing or malformed
     */
    public static GasBatches read(Path directory, long seed) {
        List<Path> files = files(directory);
        List<List<LabelledRow>> batches = new ArrayList<>();
        int features = SvmLightReader.UNLIMITED;
        for (int i = 0; i < files.size(); i++) {
            DataFile file = SvmLightReader.readComplete(files.get(i), features);
            features = file.names().size();
            List<LabelledRow> rows = new ArrayList<>(file.rows());
            Collections.shuffle(rows, new Random(seed + i));
            batches.add(rows);
        }
        return new GasBatches(batches);
    }

    public int features() {
        return batches.get(0).get(0).features().length;
    }

    /** The class labels of all batches, sorted. */
    public List<String> labels() {
        return batches.stream()
                .flatMap(List::stream)
                .map(LabelledRow::label)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Path> files(Path directory) {
        List<Path> files = IntStream.iterate(1, i -> i + 1)
                .mapToObj(i -> directory.resolve("batch" + i + ".dat"))
                .takeWhile(Files::isRegularFile)
                .toList();
        if (files.size() < 2) {
            throw new MalformedFileException(
                    directory, "at least batch1.dat and batch2.dat", files.size() + " consecutive batches");
        }
        return files;
    }
}
