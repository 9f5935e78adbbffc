package io.realign.learning.distance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Two-dimensional map of the rows of two domains.
 *
 * @param points coordinates of each row
 * @param firstCount number of points of the first domain, which come first
 * @param rowIndices for each point, index of the row in its domain
 * @param separation fraction of the five nearest neighbours of a point that are from its own domain, about one half if the
 *     domains mix
 */
@SuppressWarnings("ArrayRecordComponent")
public record TsneMap(double[][] points, int firstCount, int[] rowIndices, PermutationTestResult separation) {
    private static final int MAX_ROWS_PER_DOMAIN = 300;
    private static final int NEIGHBOURS = 5;

    /**
     * Maps the same number of random rows of both domains by t-SNE, at most 300 of each.
     *
     * @param a at least two rows or embeddings of one domain
     * @param b at least two rows or embeddings of the other domain
     */
    public static TsneMap of(float[][] a, float[][] b, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = Math.min(MAX_ROWS_PER_DOMAIN, Math.min(a.length, b.length));
        int[] indicesOfA = RowSampler.sampleIndices(a.length, size, random.nextLong());
        int[] indicesOfB = RowSampler.sampleIndices(b.length, size, random.nextLong());
        PooledRows pool = PooledRows.of(RowSampler.rowsAt(a, indicesOfA), RowSampler.rowsAt(b, indicesOfB));
        double[][] points = Tsne.embed(pool.rows(), random.nextLong());
        int[][] neighbours = IntStream.range(0, points.length)
                .mapToObj(row -> neighbours(points, row))
                .toArray(int[][]::new);
        PermutationTestResult separation =
                PermutationTest.run(pool.firstCount(), pool.size(), random.nextLong(), assignment -> {
                    int sameDomain = 0;
                    int all = 0;
                    for (int row = 0; row < neighbours.length; row++) {
                        for (int other : neighbours[row]) {
                            sameDomain += assignment[row] == assignment[other] ? 1 : 0;
                            all++;
                        }
                    }
                    return sameDomain / (double) all;
                });
        int[] rows = IntStream.concat(Arrays.stream(indicesOfA), Arrays.stream(indicesOfB))
                .toArray();
        return new TsneMap(points, pool.firstCount(), rows, separation);
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
