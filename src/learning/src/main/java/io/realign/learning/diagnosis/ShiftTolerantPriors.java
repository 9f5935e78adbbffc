package io.realign.learning.diagnosis;

import io.realign.learning.source.ClassGaussians;
import java.util.Arrays;

/**
 * Estimates how often each class occurs in a target whose classes may have moved, without its labels: by expectation and
 * maximisation over the source's class clouds, all of which may move together, and each of them a little by itself.
 *
 * <p>An estimate that takes classes to be where they were ({@link io.realign.adaptation.prior.PriorEstimate}) mistakes moved
 * features for other shares.
 *
 * @param classes of the source
 * @param rows of the target, whitened
 */
@SuppressWarnings("ArrayRecordComponent")
record ShiftTolerantPriors(ClassGaussians classes, double[][] rows) {
    /** So many rows the place of a class in the source counts for, beside those that are found to be of it. */
    private static final double PRIOR_STRENGTH = 50;

    private static final int EM_ITERATIONS = 30;
    /** From the shares of the same rows, drawn anew. */
    private static final int RESAMPLED_EM_ITERATIONS = 5;
    /** A class that seems to have died out may come back. */
    private static final double MIN_CLASS_SHARE = 1e-3;

    /** Of a row. Most rows are of one or two classes beyond doubt, and others would only cost time. */
    private static final double MIN_POSTERIOR = 1e-4;

    /** The shares. */
    double[] classShares() {
        return runEm(rows, classes.classShares(), EM_ITERATIONS);
    }

    /**
     * The shares once more.
     *
     * @param chosen numbers of the rows to be looked at, some perhaps more than once
     * @param near an estimate of all rows
     */
    double[] reestimate(int[] chosen, double[] near) {
        return runEm(
                Arrays.stream(chosen).mapToObj(row -> rows[row]).toArray(double[][]::new),
                near,
                RESAMPLED_EM_ITERATIONS);
    }

    private double[] runEm(double[][] chosen, double[] start, int rounds) {
        double[] shares = start;
        double[][] means = Arrays.stream(classes.means())
                .map(mean -> mean == null ? null : mean.clone())
                .toArray(double[][]::new);
        double[][] answers = new double[chosen.length][shares.length];
        for (int round = 0; round < rounds; round++) {
            for (int row = 0; row < chosen.length; row++) {
                posterior(chosen[row], means, shares, answers[row]);
            }
            shares = classShares(answers, shares.length);
            updateMeans(chosen, answers, means);
        }
        return shares;
    }

    private static void posterior(double[] row, double[][] means, double[] shares, double[] answer) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < means.length; c++) {
            answer[c] = Double.NEGATIVE_INFINITY;
            if (means[c] != null) {
                answer[c] = Math.log(Math.max(MIN_CLASS_SHARE, shares[c])) - squaredDistance(row, means[c]) / 2;
                highest = Math.max(highest, answer[c]);
            }
        }
        double sum = 0;
        for (int c = 0; c < answer.length; c++) {
            answer[c] = Math.exp(answer[c] - highest);
            sum += answer[c];
        }
        for (int c = 0; c < answer.length; c++) {
            answer[c] /= sum;
        }
    }

    private static double[] classShares(double[][] answers, int classes) {
        double[] shares = new double[classes];
        for (double[] answer : answers) {
            for (int c = 0; c < classes; c++) {
                shares[c] += answer[c] / answers.length;
            }
        }
        return shares;
    }

    private void updateMeans(double[][] chosen, double[][] answers, double[][] means) {
        int width = chosen[0].length;
        double[][] sums = new double[means.length][width];
        double[] counts = new double[means.length];
        double[] together = new double[width];
        for (int row = 0; row < chosen.length; row++) {
            for (int c = 0; c < means.length; c++) {
                double answer = answers[row][c];
                if (answer > MIN_POSTERIOR) {
                    counts[c] += answer;
                    for (int i = 0; i < width; i++) {
                        double move = answer * (chosen[row][i] - classes.means()[c][i]);
                        sums[c][i] += move;
                        together[i] += move / chosen.length;
                    }
                }
            }
        }
        for (int c = 0; c < means.length; c++) {
            if (means[c] != null) {
                for (int i = 0; i < width; i++) {
                    double alone = (sums[c][i] - counts[c] * together[i]) / (PRIOR_STRENGTH + counts[c]);
                    means[c][i] = classes.means()[c][i] + together[i] + alone;
                }
            }
        }
    }

    private static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }
}
