package io.realign.learning.ensemble;

import io.realign.learning.network.ModelOutputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Ensemble of linear discriminants (LDA) for unlabelled target rows. Expectation maximisation (EM) fits a mixture of Gaussian
 * classes with a shared covariance (Dempster, Laird and Rubin, 1977). The source provides the prior of the class means and half
 * of the covariance. The predictions of the network have a fixed weight in the class posteriors of each row.
 *
 * <p>Each domain is standardised with its own statistics, so different class priors shift and scale the target relative to the
 * source. Each iteration therefore standardises the source under the estimated class priors of the target.
 *
 * <p>The likelihood has many local maxima in which classes are permuted. EM therefore starts from the predictions of the
 * network, and from the same predictions reweighted to random class priors; the solution with the highest likelihood is used.
 *
 * <p>Classes without source rows are never predicted.
 */
public final class LdaEnsemble {
    private static final int MIN_ROWS_PER_FEATURE = 2;

    private static final int MEMBERS = 12;

    /** Standardised features with a smaller variance are considered constant. */
    private static final double MIN_VARIANCE = 1e-3;

    private static final int EM_ITERATIONS = 20;
    private static final int REWEIGHTED_STARTS = 16;

    /** Number of members that select the starting point; a few suffice, since all are fitted to the same rows. */
    private static final int START_SELECTION_MEMBERS = 4;

    /** Weight of the mean of a source class, as a pseudo-count of target rows. */
    private static final double PRIOR_ROWS = 100;

    private static final double NETWORK_WEIGHT = .3;

    /** Added to each class prior, so that a class can recover from an estimated prior of 0. */
    private static final double PRIOR_SMOOTHING = .01;

    /** Limits the scaling of features that hardly vary under some class priors. */
    private static final double MIN_DEVIATION = .05;

    /** Number of random class priors over which source-only predictions are averaged. */
    private static final int RANDOM_PRIORS = 8;

    /** Weight of the random part of these class priors; the class shares of the source have the remaining weight. */
    private static final double RANDOM_PRIOR_WEIGHT = .7;

    /** Additional regularisation of source-only members, since the covariance of the target differs. */
    private static final double SOURCE_ONLY_RIDGE = .1;

    private final ClassMoments sourceMoments;
    private final float[][] target;
    private final double[][] targetSecondMoments;
    private final float[][] networkProbabilities;
    private final FeatureSubset[] subsets;
    private final long seed;

    /**
     * @param source moments of the source, standardised with its own statistics
     * @param target target rows, standardised with their own statistics, at least one
     * @param networkProbabilities class probabilities of the network for each target row; a row
     *     without a positive finite sum is replaced with uniform probabilities
     * @param seed random seed of the feature subsets and starting points
     */
    public LdaEnsemble(ClassMoments source, float[][] target, float[][] networkProbabilities, long seed) {
        this.sourceMoments = source;
        this.target = target;
        this.networkProbabilities = usableProbabilities(networkProbabilities, source.classShares());
        this.seed = seed;
        this.targetSecondMoments = secondMoments(target, source.features());
        this.subsets = FeatureSubset.draw(MEMBERS, varyingFeatures(targetSecondMoments), new SplittableRandom(seed));
    }

    /**
     * Whether an ensemble can be fitted: rows have few enough features, and there are enough rows per feature.
     *
     * @param rows at least one row
     */
    public static boolean isApplicable(float[][] rows) {
        int features = rows[0].length;
        return features <= ClassMoments.MAX_FEATURES && rows.length >= MIN_ROWS_PER_FEATURE * features;
    }

    /** Returns the features that vary in the target, or all features if none does. */
    private static int[] varyingFeatures(double[][] secondMoments) {
        int[] varying = IntStream.range(0, secondMoments.length)
                .filter(i -> secondMoments[i][i] > MIN_VARIANCE)
                .toArray();
        return varying.length > 0
                ? varying
                : IntStream.range(0, secondMoments.length).toArray();
    }

    /** Renormalises the probabilities of classes with source rows; makes them uniform if their sum is not positive and finite. */
    private static float[][] usableProbabilities(float[][] probabilities, double[] shares) {
        double possibleClasses =
                Arrays.stream(shares).filter(share -> share > 0).count();
        return Arrays.stream(probabilities)
                .map(row -> usableProbability(row, shares, possibleClasses))
                .toArray(float[][]::new);
    }

    private static float[] usableProbability(float[] probabilities, double[] shares, double possibleClasses) {
        double sum = 0;
        for (int label = 0; label < shares.length; label++) {
            sum += shares[label] > 0 ? probabilities[label] : 0;
        }
        boolean usable = sum > 0 && Double.isFinite(sum);
        if (usable && possibleClasses == shares.length) {
            return probabilities;
        }
        float[] renormalised = new float[shares.length];
        for (int label = 0; label < shares.length; label++) {
            if (shares[label] > 0) {
                renormalised[label] = (float) (usable ? probabilities[label] / sum : 1 / possibleClasses);
            }
        }
        return renormalised;
    }

    /** Returns the prediction with the highest likelihood over all starting points. */
    public EnsemblePrediction predict() {
        return predict(startingPoints());
    }

    /** @param starts initial class probabilities {@code [rows][classes]}, at least one */
    EnsemblePrediction predict(List<double[][]> starts) {
        FeatureSubset[] selectionSubsets = Arrays.copyOf(subsets, START_SELECTION_MEMBERS);
        EnsemblePrediction best = null;
        double[][] bestStart = null;
        for (double[][] start : starts) {
            EnsemblePrediction prediction = runEm(selectionSubsets, start);
            if (best == null || prediction.logLikelihood() > best.logLikelihood()) {
                best = prediction;
                bestStart = start;
            }
        }
        return runEm(subsets, bestStart);
    }

    /**
     * Log-likelihood of the target, as in {@link EnsemblePrediction#logLikelihood()}, with classes that are fitted to the given
     * predictions. Each row is assigned to its most probable class only, so that confidence is not rewarded.
     *
     * @param probabilities class probabilities of each target row
     * @return negative infinity if a probability is NaN or infinite
     */
    public double logLikelihood(float[][] probabilities) {
        double[][] predicted = new double[probabilities.length][sourceMoments.classes()];
        for (int row = 0; row < probabilities.length; row++) {
            for (float probability : probabilities[row]) {
                if (!Float.isFinite(probability)) {
                    return Double.NEGATIVE_INFINITY;
                }
            }
            predicted[row][ModelOutputs.mostProbable(probabilities[row])] = 1;
        }
        double[] prior = classShares(predicted);
        return addPosteriors(
                fitMembers(subsets, predicted, prior), prior, new double[target.length][sourceMoments.classes()]);
    }

    /**
     * Class probabilities of members that are fitted to the source alone, independently of the network. Since the class
     * priors of the target are unknown, the probabilities are averaged over random priors.
     */
    public float[][] sourceOnlyProbabilities() {
        RandomGenerator random = new SplittableRandom(seed + 2);
        double[][] posteriors = new double[target.length][sourceMoments.classes()];
        double[] uniform = new double[sourceMoments.classes()];
        Arrays.fill(uniform, 1.0 / uniform.length);
        for (int i = 0; i < RANDOM_PRIORS; i++) {
            double[] priors = withoutMissingClasses(dirichlet(sourceMoments.classes(), random));
            for (int label = 0; label < priors.length; label++) {
                priors[label] = RANDOM_PRIOR_WEIGHT * priors[label]
                        + (1 - RANDOM_PRIOR_WEIGHT) * sourceMoments.classShares()[label];
            }
            addPosteriors(sourceOnlyMembers(priors), uniform, posteriors);
        }
        for (double[] posterior : posteriors) {
            for (int label = 0; label < posterior.length; label++) {
                posterior[label] /= RANDOM_PRIORS * subsets.length;
            }
        }
        return toFloats(posteriors);
    }

    private double[] withoutMissingClasses(double[] priors) {
        double sum = 0;
        for (int label = 0; label < priors.length; label++) {
            sum += sourceMoments.classShares()[label] > 0 ? priors[label] : 0;
        }
        for (int label = 0; label < priors.length; label++) {
            priors[label] = sourceMoments.classShares()[label] > 0 ? priors[label] / sum : 0;
        }
        return priors;
    }

    private EnsembleMember[] sourceOnlyMembers(double[] priors) {
        double[] centre = sourceMoments.mean(priors);
        double[] scale = sourceMoments.deviation(priors);
        int features = sourceMoments.features();
        double[][] means = new double[priors.length][features];
        double[][] covariance = new double[features][features];
        for (int i = 0; i < features; i++) {
            scale[i] += MIN_DEVIATION;
            for (int label = 0; label < priors.length; label++) {
                means[label][i] = (sourceMoments.means()[label][i] - centre[i]) / scale[i];
            }
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = sourceMoments.withinClassCovariance()[i][j] / (scale[i] * scale[j]);
                covariance[j][i] = covariance[i][j];
            }
            covariance[i][i] += SOURCE_ONLY_RIDGE;
        }
        return Arrays.stream(subsets)
                .map(subset -> subset.fit(covariance, means, targetSecondMoments))
                .toArray(EnsembleMember[]::new);
    }

    List<double[][]> startingPoints() {
        List<double[][]> starts = new ArrayList<>();
        double[] uniform = new double[sourceMoments.classes()];
        Arrays.fill(uniform, 1);
        starts.add(reweighted(uniform));
        RandomGenerator random = new SplittableRandom(seed + 1);
        for (int i = 0; i < REWEIGHTED_STARTS; i++) {
            starts.add(reweighted(dirichlet(sourceMoments.classes(), random)));
        }
        return starts;
    }

    /** Returns the predictions of the network, reweighted to other class priors. */
    private double[][] reweighted(double[] priors) {
        double[][] posteriors = new double[networkProbabilities.length][priors.length];
        for (int row = 0; row < posteriors.length; row++) {
            double sum = 0;
            for (int label = 0; label < priors.length; label++) {
                posteriors[row][label] = priors[label] * networkProbabilities[row][label];
                sum += posteriors[row][label];
            }
            for (int label = 0; label < priors.length; label++) {
                posteriors[row][label] = sum > 0 ? posteriors[row][label] / sum : priors[label];
            }
        }
        return posteriors;
    }

    /** Draws class priors uniformly from the simplex, as normalised exponential values. */
    private static double[] dirichlet(int classes, RandomGenerator random) {
        double[] priors = new double[classes];
        double sum = 0;
        for (int label = 0; label < classes; label++) {
            priors[label] = random.nextExponential();
            sum += priors[label];
        }
        for (int label = 0; label < classes; label++) {
            priors[label] /= sum;
        }
        return priors;
    }

    private EnsemblePrediction runEm(FeatureSubset[] memberSubsets, double[][] start) {
        double[][] posteriors = start;
        double[] prior = classShares(start);
        double logLikelihood = 0;
        for (int iteration = 0; iteration < EM_ITERATIONS; iteration++) {
            EnsembleMember[] fitted = fitMembers(memberSubsets, posteriors, prior);
            double[][] next = new double[target.length][sourceMoments.classes()];
            logLikelihood = addPosteriors(fitted, prior, next);
            for (int row = 0; row < target.length; row++) {
                for (int label = 0; label < prior.length; label++) {
                    next[row][label] = (1 - NETWORK_WEIGHT) * next[row][label] / memberSubsets.length
                            + NETWORK_WEIGHT * networkProbabilities[row][label];
                }
            }
            posteriors = next;
            double[] shares = classShares(posteriors);
            for (int label = 0; label < prior.length; label++) {
                prior[label] = (prior[label] + shares[label]) / 2;
            }
        }
        return new EnsemblePrediction(toFloats(posteriors), prior, logLikelihood);
    }

    /** Adds the posteriors of all members to {@code posteriors} and returns the log-likelihood. */
    private double addPosteriors(EnsembleMember[] members, double[] prior, double[][] posteriors) {
        double[] logPrior = logPrior(prior);
        double[] scratch = new double[prior.length];
        double[] logLikelihoods = new double[target.length];
        for (EnsembleMember member : members) {
            for (int row = 0; row < target.length; row++) {
                double logLikelihood =
                        member.addPosterior(target[row], logPrior, scratch, posteriors[row]) + member.commonTerm();
                logLikelihoods[row] += logLikelihood / members.length;
            }
        }
        return Arrays.stream(logLikelihoods).average().orElseThrow();
    }

    private EnsembleMember[] fitMembers(FeatureSubset[] memberSubsets, double[][] posteriors, double[] prior) {
        int features = sourceMoments.features();
        double[] centre = sourceMoments.mean(prior);
        double[] scale = sourceMoments.deviation(prior);
        for (int i = 0; i < features; i++) {
            scale[i] += MIN_DEVIATION;
        }
        double[][] sums = new double[prior.length][features];
        double[] counts = new double[prior.length];
        for (int row = 0; row < target.length; row++) {
            float[] values = target[row];
            for (int label = 0; label < prior.length; label++) {
                double posterior = posteriors[row][label];
                counts[label] += posterior;
                double[] sum = sums[label];
                for (int i = 0; i < features; i++) {
                    sum[i] += posterior * values[i];
                }
            }
        }
        double[][] means = new double[prior.length][features];
        for (int label = 0; label < prior.length; label++) {
            for (int i = 0; i < features; i++) {
                double sourceMean = (sourceMoments.means()[label][i] - centre[i]) / scale[i];
                means[label][i] = (PRIOR_ROWS * sourceMean + sums[label][i]) / (PRIOR_ROWS + counts[label]);
            }
        }
        double[][] covariance = covariance(scale, sums, counts, means);
        return Arrays.stream(memberSubsets)
                .map(subset -> subset.fit(covariance, means, targetSecondMoments))
                .toArray(EnsembleMember[]::new);
    }

    /** Mean of the within-class covariance of the source and that of the target about the class means. */
    private double[][] covariance(double[] scale, double[][] sums, double[] counts, double[][] means) {
        int features = scale.length;
        double[][] covariance = new double[features][features];
        for (int i = 0; i < features; i++) {
            for (int j = 0; j <= i; j++) {
                double targetScatter = targetSecondMoments[i][j] * target.length;
                for (int label = 0; label < means.length; label++) {
                    targetScatter += counts[label] * means[label][i] * means[label][j]
                            - means[label][i] * sums[label][j]
                            - means[label][j] * sums[label][i];
                }
                double sourceCovariance = sourceMoments.withinClassCovariance()[i][j] / (scale[i] * scale[j]);
                covariance[i][j] = (sourceCovariance + targetScatter / target.length) / 2;
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    private double[] logPrior(double[] prior) {
        double[] logarithms = new double[prior.length];
        for (int label = 0; label < prior.length; label++) {
            logarithms[label] = sourceMoments.classShares()[label] > 0
                    ? Math.log(prior[label] + PRIOR_SMOOTHING)
                    : Double.NEGATIVE_INFINITY;
        }
        return logarithms;
    }

    private static double[] classShares(double[][] posteriors) {
        double[] shares = new double[posteriors[0].length];
        for (double[] posterior : posteriors) {
            for (int label = 0; label < shares.length; label++) {
                shares[label] += posterior[label] / posteriors.length;
            }
        }
        return shares;
    }

    private static double[][] secondMoments(float[][] rows, int features) {
        double[][] secondMoments = new double[features][features];
        for (float[] row : rows) {
            for (int i = 0; i < features; i++) {
                for (int j = 0; j <= i; j++) {
                    secondMoments[i][j] += (double) row[i] * row[j] / rows.length;
                }
            }
        }
        for (int i = 0; i < features; i++) {
            for (int j = 0; j < i; j++) {
                secondMoments[j][i] = secondMoments[i][j];
            }
        }
        return secondMoments;
    }

    private static float[][] toFloats(double[][] values) {
        float[][] floats = new float[values.length][];
        for (int row = 0; row < values.length; row++) {
            floats[row] = new float[values[row].length];
            for (int i = 0; i < floats[row].length; i++) {
                floats[row][i] = (float) values[row][i];
            }
        }
        return floats;
    }
}
