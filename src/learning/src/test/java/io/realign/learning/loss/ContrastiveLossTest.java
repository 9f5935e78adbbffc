package io.realign.learning.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContrastiveLossTest {
    private static final int WIDTH = 5;
    private static final int ROWS = 6;

    private final RandomBatches batches = new RandomBatches(13);
    private final double[] first = batches.values(ROWS * WIDTH, 1);
    private final double[] second = batches.values(ROWS * WIDTH, 2);

    private static ContrastiveLoss loss(double[] first, double[] second, int width) {
        return ContrastiveLoss.of(Stream.of(first, second)
                .flatMap(views -> Stream.of(RowArithmetic.toRows(views, width)))
                .toArray(double[][]::new));
    }

    private static double[] firstGradient(ContrastiveLoss loss) {
        return flatten(Arrays.copyOf(loss.gradient(), loss.gradient().length / 2));
    }

    private static double[] secondGradient(ContrastiveLoss loss) {
        return flatten(Arrays.copyOfRange(loss.gradient(), loss.gradient().length / 2, loss.gradient().length));
    }

    private static double[] flatten(double[][] rows) {
        return Stream.of(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void gradient_matchesFiniteDifferences() {
        ContrastiveLoss loss = loss(first, second, WIDTH);

        FiniteDifferences.assertGradient("first", firstGradient(loss), first, at -> loss(at, second, WIDTH)
                .value());
        FiniteDifferences.assertGradient("second", secondGradient(loss), second, at -> loss(first, at, WIDTH)
                .value());
    }

    /** Equation 1 of the paper for each pair, and the mean of algorithm 1. */
    @Test
    void value_matchesThePaper() {
        double[] z = {1, 0, 0, 1, .6, .8, -1, 0};
        double[][] cosines = {{1, 0, .6, -1}, {0, 1, .8, 0}, {.6, .8, 1, -.6}, {-1, 0, -.6, 1}};
        int[] partners = {2, 3, 0, 1};
        double expected = 0;
        for (int i = 0; i < 4; i++) {
            double sum = 0;
            for (int k = 0; k < 4; k++) {
                sum += k == i ? 0 : Math.exp(cosines[i][k] / .5);
            }
            expected -= Math.log(Math.exp(cosines[i][partners[i]] / .5) / sum) / 4;
        }

        assertThat(loss(Arrays.copyOf(z, 4), Arrays.copyOfRange(z, 4, 8), 2).value())
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void similarViews_haveLowerLoss() {
        assertThat(loss(first, first.clone(), WIDTH).value())
                .isLessThan(loss(first, second, WIDTH).value());
    }

    @Test
    void identicalEmbeddings_haveTheLossOfAUniformGuess() {
        double[] identical = RandomBatches.ones(ROWS * WIDTH);

        assertThat(loss(identical, identical.clone(), WIDTH).value()).isCloseTo(Math.log(2 * ROWS - 1), within(1e-12));
    }

    @Test
    void value_isInvariantToTheNormOfTheEmbeddings() {
        double[] longer = Arrays.stream(second).map(value -> 7 * value).toArray();

        assertThat(loss(first, longer, WIDTH).value())
                .isCloseTo(loss(first, second, WIDTH).value(), within(1e-12));
    }

    @Test
    void value_isInvariantToTheOrderOfTheRows() {
        int[] order = batches.order(ROWS);

        assertThat(loss(ordered(first, order), ordered(second, order), WIDTH).value())
                .isCloseTo(loss(first, second, WIDTH).value(), within(1e-12));
    }

    private static double[] ordered(double[] rows, int[] order) {
        double[] ordered = new double[rows.length];
        for (int row = 0; row < order.length; row++) {
            System.arraycopy(rows, order[row] * WIDTH, ordered, row * WIDTH, WIDTH);
        }
        return ordered;
    }

    @Test
    void value_isSymmetricInTheViews() {
        ContrastiveLoss one = loss(first, second, WIDTH);
        ContrastiveLoss other = loss(second, first, WIDTH);

        assertThat(other.value()).isCloseTo(one.value(), within(1e-12));
        assertThat(secondGradient(other)).containsExactly(firstGradient(one), within(1e-12));
    }

    @Test
    void singleRow_hasZeroLoss() {
        ContrastiveLoss loss = loss(new double[] {1, 2}, new double[] {2, 1}, 2);

        assertThat(loss.value()).isCloseTo(0, within(1e-12));
        assertThat(firstGradient(loss)).containsExactly(new double[2], within(1e-12));
    }

    @Test
    void zeroEmbedding_hasNoGradient() {
        Arrays.fill(first, 0, WIDTH, 0);
        ContrastiveLoss loss = loss(first, second, WIDTH);

        assertThat(loss.value()).isFinite();
        assertThat(Arrays.copyOf(firstGradient(loss), WIDTH)).containsOnly(0);
        assertThat(Arrays.stream(secondGradient(loss)).allMatch(Double::isFinite))
                .isTrue();
    }

    @Test
    void viewsOfDifferentShapes_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContrastiveLoss.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}))
                .withMessage("expected two embeddings of the same width for each row, got widths [2, 2, 2]");
        assertThatIllegalArgumentException().isThrownBy(() -> ContrastiveLoss.of(new double[][] {{1, 2}, {3}}));
        assertThatIllegalArgumentException().isThrownBy(() -> ContrastiveLoss.of(new double[0][]));
    }
}
