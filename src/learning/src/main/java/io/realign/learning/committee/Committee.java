package io.realign.learning.committee;

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
public final class Committee {
    /** Of fewer rows for each feature a covariance is mostly chance. */
    private static final int ROWS_PER_FEATURE = 2;

    private static final int MEMBERS = 12;

    /** Below this mean square a standardised feature does not vary. */
    private static final double STILL = 1e-3;

    private static final int ROUNDS = 20;
    private static final int TILTED_STARTS = 16;

    /** Members that choose among the solutions. Few are enough, for it is the same rows that they look at. */
    private static final int JURY = 4;

    /** A class mean of the source counts as much as so many rows of the target. */
    private static final double PRIOR_ROWS = 100;

    private static final double NETWORK = .3;

    /** So that a class of which no row seems to be can come back. */
    private static final double LEAST_SHARE = .01;

    /** Keeps a feature that hardly varies in some mix from blowing up. */
    private static final double LEAST_DEVIATION = .05;

    /** How often those who know the source alone are asked, each time about another mix. */
    private static final int MIXES = 8;

    /** How much of such a mix is chance; the rest is the source's. */
    private static final double OPEN = .7;

    /** A ridge for those who know the source alone: the target's covariance is another. */
    private static final double SOFT = .1;

    private final ClassMoments source;
    private final float[][] target;
    private final double[][] second;
    private final float[][] network;
    private final View[] views;
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
    public Committee(ClassMoments source, float[][] target, float[][] network, long seed) {
        this.source = source;
        this.target = target;
        this.network = voices(network, source.shares());
        this.seed = seed;
        this.second = second(target, source.features());
        this.views = View.draw(MEMBERS, moving(second), new SplittableRandom(seed));
    }

    /**
     * Whether a committee can be asked about such a table.
     *
     * @param rows at least one
     */
    public static boolean canSpeakOf(float[][] rows) {
        int features = rows[0].length;
        return features <= ClassMoments.MOST_FEATURES && rows.length >= ROWS_PER_FEATURE * features;
    }

    /** The features that vary in the target; one that always reads the same says nothing of classes. All if none does. */
    private static int[] moving(double[][] second) {
        int[] moving = IntStream.range(0, second.length)
                .filter(i -> second[i][i] > STILL)
                .toArray();
        return moving.length > 0 ? moving : IntStream.range(0, second.length).toArray();
    }

    /** The answers, with nothing for classes that cannot be; even shares where that leaves nothing. */
    private static float[][] voices(float[][] answers, double[] shares) {
        double possible = Arrays.stream(shares).filter(share -> share > 0).count();
        return Arrays.stream(answers)
                .map(answer -> voice(answer, shares, possible))
                .toArray(float[][]::new);
    }

    private static float[] voice(float[] answer, double[] shares, double possible) {
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
    public Opinion opinion() {
        return opinion(starts());
    }

    /** @param starts answers to begin with, at least one */
    Opinion opinion(List<double[][]> starts) {
        View[] jury = Arrays.copyOf(views, JURY);
        Opinion best = null;
        double[][] bestStart = null;
        for (double[][] start : starts) {
            Opinion opinion = solve(jury, start);
            if (best == null || opinion.likelihood() > best.likelihood()) {
                best = opinion;
                bestStart = start;
            }
        }
        return solve(views, bestStart);
    }

    /**
     * How well answers explain the target: as {@link Opinion#likelihood()}, the classes being where these answers put
     * them. Each row counts for the class that is named, however surely: to be sure is no merit.
     *
     * @param answers class probabilities of each target row
     * @return negative infinity if one of them is not a number
     */
    public double likelihood(float[][] answers) {
        double[][] given = new double[answers.length][source.classes()];
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
        double[] prior = shares(given);
        return vote(discriminants(views, given, prior), prior, new double[target.length][source.classes()]);
    }

    /**
     * What the members say who know the source alone: an opinion that owes nothing to the network. Nobody knows how the
     * target's classes are mixed, so it is a mean over random mixes.
     */
    public float[][] withoutTarget() {
        RandomGenerator mixes = new SplittableRandom(seed + 2);
        double[][] answers = new double[target.length][source.classes()];
        double[] even = new double[source.classes()];
        Arrays.fill(even, 1.0 / even.length);
        for (int i = 0; i < MIXES; i++) {
            double[] mix = present(dirichlet(source.classes(), mixes));
            for (int label = 0; label < mix.length; label++) {
                mix[label] = OPEN * mix[label] + (1 - OPEN) * source.shares()[label];
            }
            vote(sourceDiscriminants(mix), even, answers);
        }
        for (double[] answer : answers) {
            for (int label = 0; label < answer.length; label++) {
                answer[label] /= MIXES * views.length;
            }
        }
        return floats(answers);
    }

    /** The mix without the classes that the source does not have. */
    private double[] present(double[] mix) {
        double sum = 0;
        for (int label = 0; label < mix.length; label++) {
            sum += source.shares()[label] > 0 ? mix[label] : 0;
        }
        for (int label = 0; label < mix.length; label++) {
            mix[label] = source.shares()[label] > 0 ? mix[label] / sum : 0;
        }
        return mix;
    }

    private Discriminant[] sourceDiscriminants(double[] mix) {
        double[] centre = source.mean(mix);
        double[] scale = source.deviation(mix);
        int features = source.features();
        double[][] means = new double[mix.length][features];
        double[][] covariance = new double[features][features];
        for (int i = 0; i < features; i++) {
            scale[i] += LEAST_DEVIATION;
            for (int label = 0; label < mix.length; label++) {
                means[label][i] = (source.means()[label][i] - centre[i]) / scale[i];
            }
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = source.within()[i][j] / (scale[i] * scale[j]);
                covariance[j][i] = covariance[i][j];
            }
            covariance[i][i] += SOFT;
        }
        return Arrays.stream(views)
                .map(view -> view.discriminant(covariance, means, second))
                .toArray(Discriminant[]::new);
    }

    List<double[][]> starts() {
        List<double[][]> starts = new ArrayList<>();
        double[] even = new double[source.classes()];
        Arrays.fill(even, 1);
        starts.add(tilted(even));
        RandomGenerator random = new SplittableRandom(seed + 1);
        for (int i = 0; i < TILTED_STARTS; i++) {
            starts.add(tilted(dirichlet(source.classes(), random)));
        }
        return starts;
    }

    /** The network's answers, were the classes mixed otherwise. */
    private double[][] tilted(double[] mix) {
        double[][] answers = new double[network.length][mix.length];
        for (int row = 0; row < answers.length; row++) {
            double sum = 0;
            for (int label = 0; label < mix.length; label++) {
                answers[row][label] = mix[label] * network[row][label];
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

    private Opinion solve(View[] members, double[][] start) {
        double[][] answers = start;
        double[] prior = shares(start);
        double likelihood = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Discriminant[] discriminants = discriminants(members, answers, prior);
            double[][] next = new double[target.length][source.classes()];
            likelihood = vote(discriminants, prior, next);
            for (int row = 0; row < target.length; row++) {
                for (int label = 0; label < prior.length; label++) {
                    next[row][label] =
                            (1 - NETWORK) * next[row][label] / members.length + NETWORK * network[row][label];
                }
            }
            answers = next;
            double[] shares = shares(answers);
            for (int label = 0; label < prior.length; label++) {
                prior[label] = (prior[label] + shares[label]) / 2;
            }
        }
        return new Opinion(floats(answers), prior, likelihood);
    }

    /** Adds every member's posterior to {@code answers}, and returns the likelihood. */
    private double vote(Discriminant[] members, double[] prior, double[][] answers) {
        double[] logPrior = logPrior(prior);
        double[] scratch = new double[prior.length];
        double[] likelihoods = new double[target.length];
        for (Discriminant member : members) {
            for (int row = 0; row < target.length; row++) {
                double likelihood = member.add(target[row], logPrior, scratch, answers[row]) + member.common();
                likelihoods[row] += likelihood / members.length;
            }
        }
        return Arrays.stream(likelihoods).average().orElseThrow();
    }

    private Discriminant[] discriminants(View[] members, double[][] answers, double[] prior) {
        int features = source.features();
        double[] centre = source.mean(prior);
        double[] scale = source.deviation(prior);
        for (int i = 0; i < features; i++) {
            scale[i] += LEAST_DEVIATION;
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
                double before = (source.means()[label][i] - centre[i]) / scale[i];
                means[label][i] = (PRIOR_ROWS * before + sums[label][i]) / (PRIOR_ROWS + counts[label]);
            }
        }
        double[][] covariance = covariance(scale, sums, counts, means);
        Discriminant[] discriminants = new Discriminant[members.length];
        for (int member = 0; member < members.length; member++) {
            discriminants[member] = members[member].discriminant(covariance, means, second);
        }
        return discriminants;
    }

    /** Half of it the source's within its classes, half the target's about the means. */
    private double[][] covariance(double[] scale, double[][] sums, double[] counts, double[][] means) {
        int features = scale.length;
        double[][] covariance = new double[features][features];
        for (int i = 0; i < features; i++) {
            for (int j = 0; j <= i; j++) {
                double about = second[i][j] * target.length;
                for (int label = 0; label < means.length; label++) {
                    about += counts[label] * means[label][i] * means[label][j]
                            - means[label][i] * sums[label][j]
                            - means[label][j] * sums[label][i];
                }
                double before = source.within()[i][j] / (scale[i] * scale[j]);
                covariance[i][j] = (before + about / target.length) / 2;
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    private double[] logPrior(double[] prior) {
        double[] logarithms = new double[prior.length];
        for (int label = 0; label < prior.length; label++) {
            logarithms[label] =
                    source.shares()[label] > 0 ? Math.log(prior[label] + LEAST_SHARE) : Double.NEGATIVE_INFINITY;
        }
        return logarithms;
    }

    private static double[] shares(double[][] answers) {
        double[] shares = new double[answers[0].length];
        for (double[] answer : answers) {
            for (int label = 0; label < shares.length; label++) {
                shares[label] += answer[label] / answers.length;
            }
        }
        return shares;
    }

    private static double[][] second(float[][] rows, int features) {
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

    private static float[][] floats(double[][] values) {
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
