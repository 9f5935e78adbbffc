package io.realign.learning.ensemble;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Linear discriminants that agree with a network about rows whose classes nobody knows: expectation maximisation of a
 * mixture of Gaussian classes of one covariance (Dempster, Laird and Rubin, 1977), started from the source, in which the
 * network has a voice that does not change.
 *
 * <p>Both domains are standardised by themselves, so where the target's classes are mixed otherwise, its rows are moved and
 * scaled against the source's. In each round the source is standardised as if it were mixed like the target is estimated
 * to be.
 *
 * <p>The mixture has many solutions, in which classes have changed places. So it is started from the network's answers, and
 * from them tilted towards random mixes of classes, and the solution counts under which the rows are most likely.
 *
 * <p>A class of which the source has no row is never named.
 */
public final class LdaEnsemble {
    /** Of fewer rows for each feature a covariance is mostly chance. */
    private static final int MIN_ROWS_PER_FEATURE = 2;

    private static final int MEMBERS = 12;

    /** Below this mean square a standardised feature does not vary. */
    private static final double MIN_VARIANCE = 1e-3;

    private static final int EM_ITERATIONS = 20;
    private static final int REWEIGHTED_STARTS = 16;

    /** Members that choose among the solutions. Few are enough, for it is the same rows that they look at. */
    private static final int START_SELECTION_MEMBERS = 4;

    /** A class mean of the source counts as much as so many rows of the target. */
    private static final double PRIOR_ROWS = 100;

    private static final double NETWORK_WEIGHT = .3;

    /** So that a class of which no row seems to be can come back. */
    private static final double MIN_CLASS_SHARE = .01;

    /** Keeps a feature that hardly varies in some mix from blowing up. */
    private static final double MIN_DEVIATION = .05;

    /** How often those who know the source alone are asked, each time about another mix. */
    private static final int RANDOM_PRIORS = 8;

    /** How much of such a mix is chance; the rest is the source's. */
    private static final double RANDOM_PRIOR_WEIGHT = .7;

    /** A ridge for those who know the source alone: the target's covariance is another. */
    private static final double SOURCE_ONLY_RIDGE = .1;

    private final ClassMoments sourceMoments;
    private final float[][] target;
    private final double[][] targetSecondMoments;
    private final float[][] networkProbabilities;
    private final FeatureSubset[] subsets;
    private final long seed;

    /**
     * A committee for one window.
     *
     * @param source of the source's rows, standardised by the source
     * @param target standardised by itself, at least one row
     * @param network class probabilities of each target row; it has no voice about a row of which it says nothing, or
     *     nothing that is a number
     * @param seed of the features that members see, and of the starts
     */
    public LdaEnsemble(ClassMoments source, float[][] target, float[][] network, long seed) {
        this.sourceMoments = source;
        this.target = target;
        this.networkProbabilities = usableProbabilities(network, source.classShares());
        this.seed = seed;
        this.targetSecondMoments = secondMoments(target, source.features());
        this.subsets = FeatureSubset.draw(MEMBERS, varyingFeatures(targetSecondMoments), new SplittableRandom(seed));
    }

    /**
     * Whether a committee can be asked about such a table.
     *
     * @param rows at least one
     */
    public static boolean isApplicable(float[][] rows) {
        int features = rows[0].length;
        return features <= ClassMoments.MAX_FEATURES && rows.length >= MIN_ROWS_PER_FEATURE * features;
    }

    /** The features that vary in the target; one that always reads the same says nothing of classes. All if none does. */
    private static int[] varyingFeatures(double[][] second) {
        int[] moving = IntStream.range(0, second.length)
                .filter(i -> second[i][i] > MIN_VARIANCE)
                .toArray();
        return moving.length > 0 ? moving : IntStream.range(0, second.length).toArray();
    }

    /** The answers, with nothing for classes that cannot be; even shares where that leaves nothing. */
    private static float[][] usableProbabilities(float[][] answers, double[] shares) {
        double possible = Arrays.stream(shares).filter(share -> share > 0).count();
        return Arrays.stream(answers)
                .map(answer -> usableProbability(answer, shares, possible))
                .toArray(float[][]::new);
    }

    private static float[] usableProbability(float[] answer, double[] shares, double possible) {
        double sum = 0;
        for (int label = 0; label < shares.length; label++) {
            sum += shares[label] > 0 ? answer[label] : 0;
        }
        boolean usable = sum > 0 && Double.isFinite(sum);
        if (usable && possible == shares.length) {
            return answer;
        }
        float[] voice = new float[shares.length];
        for (int label = 0; label < shares.length; label++) {
            if (shares[label] > 0) {
                voice[label] = (float) (usable ? answer[label] / sum : 1 / possible);
            }
        }
        return voice;
    }

    /** The opinion that explains the target best. */
    public EnsemblePrediction predict() {
        return predict(startingPoints());
    }

    /** @param starts answers to begin with, at least one */
    EnsemblePrediction predict(List<double[][]> starts) {
        FeatureSubset[] jury = Arrays.copyOf(subsets, START_SELECTION_MEMBERS);
        EnsemblePrediction best = null;
        double[][] bestStart = null;
        for (double[][] start : starts) {
            EnsemblePrediction opinion = runEm(jury, start);
            if (best == null || opinion.logLikelihood() > best.logLikelihood()) {
                best = opinion;
                bestStart = start;
            }
        }
        return runEm(subsets, bestStart);
    }

    /**
     * How well answers explain the target: as {@link EnsemblePrediction#logLikelihood()}, the classes being where these answers put
     * them. Each row counts for the class that is named, however surely: to be sure is no merit.
     *
     * @param answers class probabilities of each target row
     * @return negative infinity if one of them is not a number
     */
    public double logLikelihood(float[][] answers) {
        double[][] given = new double[answers.length][sourceMoments.classes()];
        for (int row = 0; row < answers.length; row++) {
            int named = 0;
            for (int label = 0; label < given[row].length; label++) {
                if (!Float.isFinite(answers[row][label])) {
                    return Double.NEGATIVE_INFINITY;
                }
                named = answers[row][label] > answers[row][named] ? label : named;
            }
            given[row][named] = 1;
        }
        double[] prior = classShares(given);
        return addPosteriors(
                fitMembers(subsets, given, prior), prior, new double[target.length][sourceMoments.classes()]);
    }

    /**
     * What the members say who know the source alone: an opinion that owes nothing to the network. Nobody knows how the
     * target's classes are mixed, so it is a mean over random mixes.
     */
    public float[][] sourceOnlyProbabilities() {
        RandomGenerator mixes = new SplittableRandom(seed + 2);
        double[][] answers = new double[target.length][sourceMoments.classes()];
        double[] even = new double[sourceMoments.classes()];
        Arrays.fill(even, 1.0 / even.length);
        for (int i = 0; i < RANDOM_PRIORS; i++) {
            double[] mix = withoutMissingClasses(dirichlet(sourceMoments.classes(), mixes));
            for (int label = 0; label < mix.length; label++) {
                mix[label] = RANDOM_PRIOR_WEIGHT * mix[label]
                        + (1 - RANDOM_PRIOR_WEIGHT) * sourceMoments.classShares()[label];
            }
            addPosteriors(sourceOnlyMembers(mix), even, answers);
        }
        for (double[] answer : answers) {
            for (int label = 0; label < answer.length; label++) {
                answer[label] /= RANDOM_PRIORS * subsets.length;
            }
        }
        return toFloats(answers);
    }

    /** The mix without the classes that the source does not have. */
    private double[] withoutMissingClasses(double[] mix) {
        double sum = 0;
        for (int label = 0; label < mix.length; label++) {
            sum += sourceMoments.classShares()[label] > 0 ? mix[label] : 0;
        }
        for (int label = 0; label < mix.length; label++) {
            mix[label] = sourceMoments.classShares()[label] > 0 ? mix[label] / sum : 0;
        }
        return mix;
    }

    private EnsembleMember[] sourceOnlyMembers(double[] mix) {
        double[] centre = sourceMoments.mean(mix);
        double[] scale = sourceMoments.deviation(mix);
        int features = sourceMoments.features();
        double[][] means = new double[mix.length][features];
        double[][] covariance = new double[features][features];
        for (int i = 0; i < features; i++) {
            scale[i] += MIN_DEVIATION;
            for (int label = 0; label < mix.length; label++) {
                means[label][i] = (sourceMoments.means()[label][i] - centre[i]) / scale[i];
            }
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = sourceMoments.withinClassCovariance()[i][j] / (scale[i] * scale[j]);
                covariance[j][i] = covariance[i][j];
            }
            covariance[i][i] += SOURCE_ONLY_RIDGE;
        }
        return Arrays.stream(subsets)
                .map(view -> view.fit(covariance, means, targetSecondMoments))
                .toArray(EnsembleMember[]::new);
    }

    List<double[][]> startingPoints() {
        List<double[][]> starts = new ArrayList<>();
        double[] even = new double[sourceMoments.classes()];
        Arrays.fill(even, 1);
        starts.add(reweighted(even));
        RandomGenerator random = new SplittableRandom(seed + 1);
        for (int i = 0; i < REWEIGHTED_STARTS; i++) {
            starts.add(reweighted(dirichlet(sourceMoments.classes(), random)));
        }
        return starts;
    }

    /** The network's answers, were the classes mixed otherwise. */
    private double[][] reweighted(double[] mix) {
        double[][] answers = new double[networkProbabilities.length][mix.length];
        for (int row = 0; row < answers.length; row++) {
            double sum = 0;
            for (int label = 0; label < mix.length; label++) {
                answers[row][label] = mix[label] * networkProbabilities[row][label];
                sum += answers[row][label];
            }
            for (int label = 0; label < mix.length; label++) {
                answers[row][label] = sum > 0 ? answers[row][label] / sum : mix[label];
            }
        }
        return answers;
    }

    /** Uniform on the simplex: exponentials over their sum. */
    private static double[] dirichlet(int classes, RandomGenerator random) {
        double[] mix = new double[classes];
        double sum = 0;
        for (int label = 0; label < classes; label++) {
            mix[label] = random.nextExponential();
            sum += mix[label];
        }
        for (int label = 0; label < classes; label++) {
            mix[label] /= sum;
        }
        return mix;
    }

    private EnsemblePrediction runEm(FeatureSubset[] members, double[][] start) {
        double[][] answers = start;
        double[] prior = classShares(start);
        double likelihood = 0;
        for (int round = 0; round < EM_ITERATIONS; round++) {
            EnsembleMember[] discriminants = fitMembers(members, answers, prior);
            double[][] next = new double[target.length][sourceMoments.classes()];
            likelihood = addPosteriors(discriminants, prior, next);
            for (int row = 0; row < target.length; row++) {
                for (int label = 0; label < prior.length; label++) {
                    next[row][label] = (1 - NETWORK_WEIGHT) * next[row][label] / members.length
                            + NETWORK_WEIGHT * networkProbabilities[row][label];
                }
            }
            answers = next;
            double[] shares = classShares(answers);
            for (int label = 0; label < prior.length; label++) {
                prior[label] = (prior[label] + shares[label]) / 2;
            }
        }
        return new EnsemblePrediction(toFloats(answers), prior, likelihood);
    }

    /** Adds every member's posterior to {@code answers}, and returns the likelihood. */
    private double addPosteriors(EnsembleMember[] members, double[] prior, double[][] answers) {
        double[] logPrior = logPrior(prior);
        double[] scratch = new double[prior.length];
        double[] likelihoods = new double[target.length];
        for (EnsembleMember member : members) {
            for (int row = 0; row < target.length; row++) {
                double likelihood =
                        member.addPosterior(target[row], logPrior, scratch, answers[row]) + member.commonTerm();
                likelihoods[row] += likelihood / members.length;
            }
        }
        return Arrays.stream(likelihoods).average().orElseThrow();
    }

    private EnsembleMember[] fitMembers(FeatureSubset[] members, double[][] answers, double[] prior) {
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
                double answer = answers[row][label];
                counts[label] += answer;
                double[] sum = sums[label];
                for (int i = 0; i < features; i++) {
                    sum[i] += answer * values[i];
                }
            }
        }
        double[][] means = new double[prior.length][features];
        for (int label = 0; label < prior.length; label++) {
            for (int i = 0; i < features; i++) {
                double before = (sourceMoments.means()[label][i] - centre[i]) / scale[i];
                means[label][i] = (PRIOR_ROWS * before + sums[label][i]) / (PRIOR_ROWS + counts[label]);
            }
        }
        double[][] covariance = covariance(scale, sums, counts, means);
        EnsembleMember[] discriminants = new EnsembleMember[members.length];
        for (int member = 0; member < members.length; member++) {
            discriminants[member] = members[member].fit(covariance, means, targetSecondMoments);
        }
        return discriminants;
    }

    /** Half of it the source's within its classes, half the target's about the means. */
    private double[][] covariance(double[] scale, double[][] sums, double[] counts, double[][] means) {
        int features = scale.length;
        double[][] covariance = new double[features][features];
        for (int i = 0; i < features; i++) {
            for (int j = 0; j <= i; j++) {
                double about = targetSecondMoments[i][j] * target.length;
                for (int label = 0; label < means.length; label++) {
                    about += counts[label] * means[label][i] * means[label][j]
                            - means[label][i] * sums[label][j]
                            - means[label][j] * sums[label][i];
                }
                double before = sourceMoments.withinClassCovariance()[i][j] / (scale[i] * scale[j]);
                covariance[i][j] = (before + about / target.length) / 2;
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    private double[] logPrior(double[] prior) {
        double[] logarithms = new double[prior.length];
        for (int label = 0; label < prior.length; label++) {
            logarithms[label] = sourceMoments.classShares()[label] > 0
                    ? Math.log(prior[label] + MIN_CLASS_SHARE)
                    : Double.NEGATIVE_INFINITY;
        }
        return logarithms;
    }

    private static double[] classShares(double[][] answers) {
        double[] shares = new double[answers[0].length];
        for (double[] answer : answers) {
            for (int label = 0; label < shares.length; label++) {
                shares[label] += answer[label] / answers.length;
            }
        }
        return shares;
    }

    private static double[][] secondMoments(float[][] rows, int features) {
        double[][] second = new double[features][features];
        for (float[] row : rows) {
            for (int i = 0; i < features; i++) {
                for (int j = 0; j <= i; j++) {
                    second[i][j] += (double) row[i] * row[j] / rows.length;
                }
            }
        }
        for (int i = 0; i < features; i++) {
            for (int j = 0; j < i; j++) {
                second[j][i] = second[i][j];
            }
        }
        return second;
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
