package io.realign.learning.distance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Rows of both domains on a plane, to be looked at.
 *
 * @param points a pair for each row, those of the first domain in front
 * @param firstCount how many are of the first domain
 * @param rowIndices which row of its domain each point is
 * @param separation share of the five nearest neighbours on the map that are of a point's own domain, about one half if the
 *     domains mix; with its permutation band
 */
@SuppressWarnings("ArrayRecordComponent")
public record TsneMap(double[][] points, int firstCount, int[] rowIndices, PermutationTestResult separation) {
    private static final int MAX_ROWS_PER_DOMAIN = 300;
    private static final int NEIGHBOURS = 5;

    /**
     * A t-SNE map of as many rows of one domain as of the other, at most 300 each.
     *
     * @param a rows or embeddings, at least two
     * @param b the same of the other domain
     */
    public static TsneMap of(float[][] a, float[][] b, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = Math.min(MAX_ROWS_PER_DOMAIN, Math.min(a.length, b.length));
        int[] ofA = RowSampler.sampleIndices(a.length, size, random.nextLong());
        int[] ofB = RowSampler.sampleIndices(b.length, size, random.nextLong());
        PooledRows pool = PooledRows.of(rowsAt(a, ofA), rowsAt(b, ofB));
        double[][] points = Tsne.embed(pool.rows(), random.nextLong());
        int[][] neighbours = IntStream.range(0, points.length)
                .mapToObj(row -> neighbours(points, row))
                .toArray(int[][]::new);
        PermutationTestResult apart = PermutationTest.run(pool.firstCount(), pool.size(), random.nextLong(), deal -> {
            int own = 0;
            int all = 0;
            for (int row = 0; row < neighbours.length; row++) {
                for (int other : neighbours[row]) {
                    own += deal[row] == deal[other] ? 1 : 0;
                    all++;
                }
            }
            return own / (double) all;
        });
        int[] rows = IntStream.concat(Arrays.stream(ofA), Arrays.stream(ofB)).toArray();
        return new TsneMap(points, pool.firstCount(), rows, apart);
    }

    private static float[][] rowsAt(float[][] rows, int[] numbers) {
        return Arrays.stream(numbers).mapToObj(row -> rows[row]).toArray(float[][]::new);
    }

    private static int[] neighbours(double[][] points, int row) {
        double[] distances = Arrays.stream(points)
                .mapToDouble(point -> Math.hypot(point[0] - points[row][0], point[1] - points[row][1]))
                .toArray();
        return IntStream.range(0, points.length)
                .filter(other -> other != row)
                .boxed()
                .sorted(Comparator.comparingDouble(other -> distances[other]))
                .limit(NEIGHBOURS)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
