package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.alert.ConfirmationTest.Outcome;
import io.realign.alert.MixedStream.Change;
import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmationTestTest {
    private static final int WINDOW = 64;

    /** The first bets are on the witness. */
    private static final int WITNESS_BETS = 4;

    private static final FittedReference FITTED = new MixedStream(1).fit(1000, 300);
    private static final CalibratedReference REFERENCE = FITTED.calibratedReference();
    private static final FeatureMap MAP = FITTED.featureMap();

    /** A change, and a witness that it raises. */
    static Stream<Arguments> witnesses() {
        return Stream.of(
                Arguments.of(Change.ALL_MEANS, meanWitness(Change.ALL_MEANS)),
                Arguments.of(Change.ONE_MEAN, meanWitness(Change.ONE_MEAN)),
                Arguments.of(Change.SHRUNK, new Witness.Score(false, 1, 0.7)),
                Arguments.of(Change.SHRUNK, new Witness.Score(true, 1, 0.7)),
                Arguments.of(Change.PAIRS, new Witness.Score(true, -1, 1.5)),
                Arguments.of(Change.ONE_MEAN, new Witness.Feature(MixedStream.INDEPENDENT, 1, 1.3)),
                Arguments.of(Change.SHRUNK, new Witness.Feature(MixedStream.WIDTH + MixedStream.INDEPENDENT, -1, 0.6)),
                Arguments.of(Change.FLAG_RATE, new Witness.RareEvent(RareEventLimits.FIRST_VALUE)),
                Arguments.of(Change.CONSTANT, new Witness.RareEvent(RareEventLimits.FIRST_VALUE + 1)),
                Arguments.of(Change.PAIRS, new Witness.RareEvent(RareEventLimits.LOWEST_RANK)),
                Arguments.of(Change.PAIRS, new Witness.RareEvent(RareEventLimits.LOW_RANK)));
    }

    @ParameterizedTest
    @MethodSource("witnesses")
    void persistentChange_isConfirmed_byBetsOnItsWitness(Change change, Witness witness) throws IOException {
        for (long seed = 0; seed < 5; seed++) {
            ConfirmationTest test = test(witness, 20);

            assertThat(run(test, new MixedStream(100 + seed).rows(1000, change)))
                    .isEqualTo(Outcome.CONFIRMED);
            assertThat(Arrays.stream(wealth(test, witness), 0, WITNESS_BETS)
                            .max()
                            .orElseThrow())
                    .isGreaterThan(10);
        }
    }

    @ParameterizedTest
    @MethodSource("witnesses")
    void endedChange_isDismissed(Change change, Witness witness) {
        for (long seed = 0; seed < 5; seed++) {
            assertThat(run(test(witness, 20), new MixedStream(200 + seed).rows(1000, Change.NONE)))
                    .isEqualTo(Outcome.DISMISSED);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void suspectedChange_isConfirmed(Change change) {
        int confirmed = 0;
        for (long seed = 0; seed < 10; seed++) {
            MixedStream stream = new MixedStream(300 + seed);
            ConfirmationTest test = test(suspicion(stream, change));
            confirmed += run(test, stream.rows(1000, change)) == Outcome.CONFIRMED ? 1 : 0;
        }

        // A suspicion soon after the change may be a false one, with another witness.
        assertThat(confirmed).isGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void burstOfTwelveEvents_isDismissed(Change change) {
        for (int window : new int[] {64, 128}) {
            for (long seed = 0; seed < 5; seed++) {
                MixedStream stream = new MixedStream(400 + seed);
                ConfirmationTest test = test(suspicion(stream, change));
                Stream<float[]> rows = Stream.concat(stream.rows(12, change), stream.rows(2000, Change.NONE));

                assertThat(run(test, rows, window)).isEqualTo(Outcome.DISMISSED);
            }
        }
    }

    @Test
    void suspicionsWithoutDrift_areRarelyConfirmed() {
        MixedStream stream = new MixedStream(2);
        int confirmed = 0;
        int suspicions = 400;
        for (int i = 0; i < suspicions; i++) {
            ConfirmationTest test = test(suspicion(stream, Change.NONE));
            confirmed += run(test, stream.rows(2000, Change.NONE)) == Outcome.CONFIRMED ? 1 : 0;
        }

        assertThat(confirmed).isLessThanOrEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128})
    void clearChange_isConfirmedAfterTheWindow(int window) {
        ConfirmationTest test = test(meanWitness(Change.ALL_MEANS), 20);
        List<float[]> rows = new MixedStream(3).rows(window, Change.ALL_MEANS).toList();
        for (int event = 1; event < window; event++) {
            assertThat(observe(test, rows.get(event - 1), window, 1)).isEqualTo(Outcome.UNDECIDED);
        }

        assertThat(observe(test, rows.get(window - 1), window, 1)).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void changeThatEndsAtHalfTheWindow_isNotConfirmedAtItsEnd() {
        ConfirmationTest test = test(new Witness.Score(true, -1, 1.5), 20);
        MixedStream stream = new MixedStream(4);
        Stream<float[]> rows = Stream.concat(stream.rows(WINDOW / 2, Change.PAIRS), stream.rows(1000, Change.NONE));

        assertThat(run(test, rows)).isEqualTo(Outcome.DISMISSED);
    }

    @Test
    void undecidedTest_endsAfterFourTimesTheLongerWindow() throws IOException {
        for (int length : new int[] {20, 200}) {
            // The constant stays constant, which costs almost nothing.
            ConfirmationTest test = test(new Witness.RareEvent(RareEventLimits.FIRST_VALUE + 1), length);
            List<float[]> rows = new MixedStream(5).rows(1000, Change.NONE).toList();
            int event = 0;
            while (observe(test, rows.get(event), WINDOW, 1) == Outcome.UNDECIDED) {
                event++;
            }

            assertThat(event + 1).isEqualTo(4 * Math.max(WINDOW, length));
        }
    }

    @Test
    void changeDuringAFalseSuspicion_isConfirmedByItsOwnEvents() {
        // A witness that costs almost nothing, so the suspicion stays open.
        ConfirmationTest test = test(new Witness.RareEvent(RareEventLimits.FIRST_VALUE + 1), 20);
        MixedStream stream = new MixedStream(5);
        int quiet = 3 * WINDOW;
        int events = 0;
        Outcome outcome = Outcome.UNDECIDED;
        while (outcome == Outcome.UNDECIDED) {
            float[] row = stream.row(events < quiet ? Change.NONE : Change.CONSTANT);
            outcome = observe(test, row, events++, WINDOW, 1);
        }

        assertThat(outcome).isEqualTo(Outcome.CONFIRMED);
        assertThat(events - quiet).isBetween(WINDOW * 3 / 4, 2 * WINDOW);
        assertThat(test.laterOnset(WINDOW).orElseThrow().toEpochMilli()).isBetween(quiet - 1L, quiet + 20L);
    }

    @Test
    void changeAtTheSuspicion_hasTheOnsetOfTheSuspicion() {
        ConfirmationTest test = test(meanWitness(Change.ALL_MEANS), 20);

        assertThat(run(test, new MixedStream(3).rows(1000, Change.ALL_MEANS))).isEqualTo(Outcome.CONFIRMED);
        assertThat(test.laterOnset(WINDOW)).isEmpty();
    }

    /** Rare events of a constant raise the stake, which the following quiet events use up slowly. */
    @Test
    void testWhoseBetsHaveGained_continuesUntilTheGainIsLost() {
        ConfirmationTest test = test(new Witness.RareEvent(RareEventLimits.FIRST_VALUE + 1), 20);
        MixedStream stream = new MixedStream(5);
        int events = 0;
        Outcome outcome = Outcome.UNDECIDED;
        while (outcome == Outcome.UNDECIDED) {
            float[] row = stream.row(Change.NONE);
            // Five departures.
            row[MixedStream.CONSTANT] += events >= 20 && events < 25 ? 1 : 0;
            outcome = observe(test, row, events++, WINDOW, 1);
        }

        assertThat(outcome).isEqualTo(Outcome.DISMISSED);
        assertThat(events).isBetween(5 * WINDOW, 24 * WINDOW);
    }

    @Test
    void isLosing_afterLosses() {
        ConfirmationTest losing = test(new Witness.Feature(MixedStream.INDEPENDENT, 1, 1.3), 100);
        ConfirmationTest winning = test(new Witness.Feature(MixedStream.INDEPENDENT, 1, 1.3), 100);
        MixedStream stream = new MixedStream(6);
        for (int event = 0; event < WINDOW; event++) {
            assertThat(losing.isLosing(WINDOW) && event < WINDOW / 2).isFalse();
            observe(losing, stream.row(Change.NONE), WINDOW, 1);
            observe(winning, stream.row(Change.ONE_MEAN), WINDOW, 1);
        }

        assertThat(losing.isLosing(WINDOW)).isTrue();
        assertThat(winning.isLosing(WINDOW)).isFalse();
    }

    @Test
    void dependentEvents_areBetOnAsBlocks() throws IOException {
        Witness witness = new Witness.Feature(MixedStream.INDEPENDENT, 1, 1.3);
        ConfirmationTest test = test(witness, 20);
        List<float[]> rows = new MixedStream(7).rows(WINDOW, Change.ONE_MEAN).toList();
        int changes = 0;
        double before = 1;
        for (float[] row : rows) {
            observe(test, row, WINDOW, 2);
            double wealth = wealth(test, witness)[0];
            changes += wealth != before ? 1 : 0;
            before = wealth;
        }

        // Blocks of three times the autocorrelation time, after a quarter of the window.
        assertThat(changes).isEqualTo(WINDOW * 3 / 4 / 6);
    }

    @Test
    void firstQuarterOfTheWindow_isNotBetOn() throws IOException {
        for (Witness witness : List.of(meanWitness(Change.ALL_MEANS), new Witness.Score(false, -1, 0.9))) {
            ConfirmationTest test = test(witness, 20);
            List<float[]> rows =
                    new MixedStream(8).rows(WINDOW, Change.ALL_MEANS).toList();
            for (float[] row : rows.subList(0, WINDOW / 4)) {
                observe(test, row, WINDOW, 1);
                assertThat(wealth(test, witness)).containsOnly(1);
            }
            observe(test, rows.get(WINDOW / 4), WINDOW, 1);
            assertThat(wealth(test, witness)[0]).isNotEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("witnesses")
    void restoredTest_continuesIdentically(Change change, Witness witness) throws IOException {
        for (int cut : new int[] {0, 10, 16, 17, 33, 60}) {
            ConfirmationTest straight = test(witness, 20);
            List<float[]> rows = new MixedStream(9).rows(100, change).toList();
            for (float[] row : rows.subList(0, cut)) {
                observe(straight, row, WINDOW, 1.5);
            }
            ConfirmationTest restored =
                    ConfirmationTest.read(new DataInputStream(new ByteArrayInputStream(bytes(straight))));
            for (float[] row : rows.subList(cut, 100)) {
                assertThat(observe(restored, row, WINDOW, 1.5)).isEqualTo(observe(straight, row, WINDOW, 1.5));
            }

            assertThat(bytes(restored)).isEqualTo(bytes(straight));
        }
    }

    @ParameterizedTest
    @MethodSource("witnesses")
    void extremeValues_keepTheWealthFinite(Change change, Witness witness) throws IOException {
        Random random = new Random(10);
        for (double autocorrelationTime : new double[] {1, 50}) {
            for (float magnitude : new float[] {0, 1e6f, 1e30f}) {
                ConfirmationTest test = test(witness, 3000);
                for (int event = 0; event < 2000; event++) {
                    float[] row = new float[MixedStream.WIDTH];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = magnitude * (random.nextInt(3) - 1);
                    }
                    observe(test, row, WINDOW, autocorrelationTime);
                }
                for (double wealth : wealth(test, witness)) {
                    assertThat(wealth).isFinite().isNotNegative();
                }
            }
        }
    }

    /** After a few events no wealth is capped, so the mean shows that of the factors. */
    @Test
    void meanWealth_ofQuietEvents_doesNotGrow() throws IOException {
        Witness witness = new Witness.Feature(MixedStream.INDEPENDENT, 1, 0);
        double[] sums = new double[wealth(test(witness, 1), witness).length];
        int tests = 1000;
        MixedStream stream = new MixedStream(11);
        for (int i = 0; i < tests; i++) {
            ConfirmationTest test = test(witness, 1);
            for (int event = 0; event < 12; event++) {
                observe(test, stream.row(Change.NONE), 16, 1);
            }
            double[] wealth = wealth(test, witness);
            for (int bet = 0; bet < sums.length; bet++) {
                sums[bet] += wealth[bet] / tests;
            }
        }

        for (double mean : sums) {
            assertThat(mean).isBetween(0.5, 1.1);
        }
    }

    private static ConfirmationTest test(Witness witness, int suspicionLength) {
        return test(new Suspicion(1.1, suspicionLength, Instant.EPOCH, witness));
    }

    private static ConfirmationTest test(Suspicion suspicion) {
        return new ConfirmationTest(suspicion, MAP.whitening().typicalityIndex());
    }

    private static Witness meanWitness(Change change) {
        DyadicWindows windows = new DyadicWindows(MAP.width(), 4, 0);
        new MixedStream(12)
                .rows(24, change)
                .forEach(row -> windows.add(MAP.map(row), REFERENCE.reference().centre(), 0));
        return Witness.Mean.of(windows.windowSums().get(windows.windowSums().size() - 1), MAP);
    }

    /** Returns the next suspicion in a stream that changes after some events. */
    private static Suspicion suspicion(MixedStream stream, Change change) {
        SequentialTest test = new SequentialTest(REFERENCE, 0);
        int quiet = 50;
        for (int event = 0; ; event++) {
            float[] row = stream.row(event < quiet ? Change.NONE : change);
            if (test.observe(row, MAP.map(row), event, REFERENCE, MAP) && (event >= quiet || change == Change.NONE)) {
                return test.suspicion(REFERENCE, MAP);
            }
        }
    }

    private static Outcome run(ConfirmationTest test, Stream<float[]> rows) {
        return run(test, rows, WINDOW);
    }

    private static Outcome run(ConfirmationTest test, Stream<float[]> rows, int window) {
        return rows.map(row -> observe(test, row, window, 1))
                .filter(outcome -> outcome != Outcome.UNDECIDED)
                .findFirst()
                .orElse(Outcome.UNDECIDED);
    }

    private static Outcome observe(ConfirmationTest test, float[] raw, int window, double autocorrelationTime) {
        return observe(test, raw, 0, window, autocorrelationTime);
    }

    private static Outcome observe(
            ConfirmationTest test, float[] raw, long time, int window, double autocorrelationTime) {
        float[] row = MAP.map(raw);
        REFERENCE.score(row, MAP);
        return test.observe(raw, row, time, REFERENCE, MAP, window, autocorrelationTime);
    }

    /** Returns the wealth of each bet over all events. */
    private static double[] wealth(ConfirmationTest test, Witness witness) throws IOException {
        // The wealth of each bet of a new test is 1, over all, the later and the newest events.
        ByteBuffer unused = ByteBuffer.wrap(bytes(test(witness, 20)));
        int start = 0;
        while (unused.getDouble(start) != 1) {
            start++;
        }
        int bets = 0;
        while (unused.getDouble(start + bets * Double.BYTES) == 1) {
            bets++;
        }
        double[] wealth = new double[bets / 3];
        ByteBuffer.wrap(bytes(test)).position(start).asDoubleBuffer().get(wealth);
        return wealth;
    }

    private static byte[] bytes(ConfirmationTest test) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        test.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
