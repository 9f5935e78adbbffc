package io.realign.learning.distance;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * t-distributed stochastic neighbour embedding to two dimensions (van der Maaten and Hinton, Visualizing Data using t-SNE,
 * 2008, algorithm 1 with early exaggeration). It is computed exactly, over all pairs of rows.
 */
final class Tsne {
    private static final double PERPLEXITY = 30;
    private static final int ITERATIONS = 300;
    private static final int EXAGGERATED_ITERATIONS = 100;
    private static final double EXAGGERATION = 12;
    private static final double EARLY_MOMENTUM = .5;
    private static final double MOMENTUM = .8;
    private static final double INITIAL_SCALE = 1e-4;
    private static final double MIN_LEARNING_RATE = 50;
    private static final double GAIN_INCREASE = .2;
    private static final double GAIN_DECAY = .8;
    private static final double MIN_GAIN = .01;

    private static final int BISECTION_STEPS = 50;

    private final double[][] affinities;
    private final double[][] points;
    private final double[][] velocity;
    private final double[][] gain;
    private final double[][] weights;

    /**
     * @param affinities joint probability of each pair of rows; their sum is 1
     * @param points initial points, updated in place
     */
    Tsne(double[][] affinities, double[][] points) {
        int rows = affinities.length;
        this.affinities = affinities;
        this.points = points;
        velocity = new double[rows][2];
        gain = new double[rows][2];
        weights = new double[rows][rows];
        for (double[] row : gain) {
            Arrays.fill(row, 1);
        }
    }

    /** Returns a point for each row. Similar rows are close to each other; distances between clusters have no meaning. */
    static double[][] embed(float[][] rows, long seed) {
        Tsne tsne = new Tsne(affinities(rows), initialPoints(rows.length, new SplittableRandom(seed)));
        // Belkina et al., Automated optimized parameters for t-SNE, 2019.
        double rate = Math.max(MIN_LEARNING_RATE, rows.length / EXAGGERATION);
        for (int i = 0; i < ITERATIONS; i++) {
            tsne.step(
                    i < EXAGGERATED_ITERATIONS ? EXAGGERATION : 1,
                    i < EXAGGERATED_ITERATIONS ? EARLY_MOMENTUM : MOMENTUM,
                    rate);
        }
        return tsne.points;
    }

    private static double[][] initialPoints(int rows, SplittableRandom random) {
        double[][] points = new double[rows][2];
        for (double[] point : points) {
            point[0] = INITIAL_SCALE * random.nextGaussian();
            point[1] = INITIAL_SCALE * random.nextGaussian();
        }
        return points;
    }

    private void step(double exaggeration, double momentum, double rate) {
        double[][] gradient = gradient(exaggeration);
        for (int i = 0; i < points.length; i++) {
            updateVelocity(i, 0, gradient[i][0], momentum, rate);
            updateVelocity(i, 1, gradient[i][1], momentum, rate);
        }
        for (int i = 0; i < points.length; i++) {
            points[i][0] += velocity[i][0];
            points[i][1] += velocity[i][1];
        }
    }

    /** Gradient of the Kullback-Leibler divergence (equation 5). */
    double[][] gradient(double exaggeration) {
        double sum = updateWeights();
        double[][] gradient = new double[points.length][2];
        for (int i = 0; i < points.length; i++) {
            double x = 0;
            double y = 0;
            for (int j = 0; j < points.length; j++) {
                double pull = (exaggeration * affinities[i][j] - weights[i][j] / sum) * weights[i][j];
                x += pull * (points[i][0] - points[j][0]);
                y += pull * (points[i][1] - points[j][1]);
            }
            gradient[i][0] = 4 * x;
            gradient[i][1] = 4 * y;
        }
        return gradient;
    }

    /** Sets the weight of each pair to a Student t kernel with one degree of freedom, and returns the sum of the weights. */
    private double updateWeights() {
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < i; j++) {
                double x = points[i][0] - points[j][0];
                double y = points[i][1] - points[j][1];
                double weight = 1 / (1 + x * x + y * y);
                weights[i][j] = weight;
                weights[j][i] = weight;
                sum += 2 * weight;
            }
        }
        return sum;
    }

    private void updateVelocity(int row, int axis, double derivative, double momentum, double rate) {
        boolean reversing = derivative > 0 == velocity[row][axis] > 0;
        double next = reversing ? gain[row][axis] * GAIN_DECAY : gain[row][axis] + GAIN_INCREASE;
        gain[row][axis] = Math.max(MIN_GAIN, next);
        velocity[row][axis] = momentum * velocity[row][axis] - rate * gain[row][axis] * derivative;
    }

    private static double[][] affinities(float[][] rows) {
        double perplexity = Math.min(PERPLEXITY, (rows.length - 1) / 3.0);
        double[][] conditional = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            conditional[row] = conditionalProbabilities(squaredDistances(rows, row), row, Math.log(perplexity));
        }
        double[][] joint = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                joint[i][j] = (conditional[i][j] + conditional[j][i]) / (2 * rows.length);
            }
        }
        return joint;
    }

    private static double[] squaredDistances(float[][] rows, int row) {
        double[] distances = new double[rows.length];
        for (int other = 0; other < rows.length; other++) {
            for (int i = 0; i < rows[row].length; i++) {
                double difference = rows[row][i] - rows[other][i];
                distances[other] += difference * difference;
            }
        }
        return distances;
    }

    /** Conditional probabilities of the neighbours of a row. Bisection finds the bandwidth that gives the entropy in nats. */
    private static double[] conditionalProbabilities(double[] squaredDistances, int self, double entropy) {
        double nearest = Double.POSITIVE_INFINITY;
        double mean = 0;
        for (int other = 0; other < squaredDistances.length; other++) {
            if (other != self) {
                nearest = Math.min(nearest, squaredDistances[other]);
                mean += squaredDistances[other] / squaredDistances.length;
            }
        }
        double[] probabilities = new double[squaredDistances.length];
        double unit = mean > 0 ? 1 / mean : 1;
        double low = -BISECTION_STEPS;
        double high = BISECTION_STEPS;
        for (int i = 0; i < BISECTION_STEPS; i++) {
            double middle = (low + high) / 2;
            if (fillProbabilities(probabilities, squaredDistances, self, nearest, unit * Math.exp(middle)) > entropy) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return probabilities;
    }

    /** Fills in the probabilities, and returns their entropy in nats. */
    private static double fillProbabilities(
            double[] probabilities, double[] squaredDistances, int self, double nearest, double precision) {
        double sum = 0;
        double weighted = 0;
        for (int other = 0; other < squaredDistances.length; other++) {
            double excess = squaredDistances[other] - nearest;
            probabilities[other] = other == self ? 0 : Math.exp(-precision * excess);
            sum += probabilities[other];
            weighted += probabilities[other] * precision * (other == self ? 0 : excess);
        }
        for (int other = 0; other < squaredDistances.length; other++) {
            probabilities[other] /= sum;
        }
        return Math.log(sum) + weighted / sum;
    }
}
