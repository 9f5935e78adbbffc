package io.realign.adaptation.alpha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuardedAlphaTest {
    private static final double UNKNOWN = Double.NaN;

    private final GuardedAlpha constant = new GuardedAlpha(new ConstantAlpha(.8), 0, 1, AlphaSafeguards.DEFAULT);
    private final GuardedAlpha driven = GuardedAlpha.driftDriven(.1, .02);

    static Stream<AlphaPolicy> policies() {
        return Stream.of(
                new ConstantAlpha(.8),
                new GaninRamp(GaninRamp.GAMMA, .5),
                LinearRamp.DEFAULT,
                new DriftDrivenAlpha(new GaninRamp(GaninRamp.GAMMA, .5), .02),
                new AccuracyController(.6, AccuracyController.GAIN, .01, 1));
    }

    private static TrainingSignals drift(double progress, double drift) {
        return new TrainingSignals(progress, UNKNOWN, drift, UNKNOWN, UNKNOWN);
    }

    private static TrainingSignals accuracy(double accuracy) {
        return new TrainingSignals(.5, accuracy, UNKNOWN, UNKNOWN, UNKNOWN);
    }

    private static TrainingSignals holdOut(double change) {
        return new TrainingSignals(.5, UNKNOWN, UNKNOWN, change, UNKNOWN);
    }

    private static TrainingSignals shares(double change) {
        return new TrainingSignals(.5, UNKNOWN, UNKNOWN, UNKNOWN, change);
    }

    private static AlphaState repeat(GuardedAlpha alpha, AlphaState from, TrainingSignals signals, int steps) {
        AlphaState state = from;
        for (int step = 0; step < steps; step++) {
            state = alpha.next(state, signals);
        }
        return state;
    }

    /** Synthetic signals that trigger every rule. */
    private static List<TrainingSignals> training() {
        SplittableRandom random = new SplittableRandom(3);
        return Stream.iterate(0, step -> step + 1)
                .limit(400)
                .map(step -> new TrainingSignals(
                        step / 400.0,
                        random.nextInt(4) == 0 ? UNKNOWN : random.nextDouble(.5, 1),
                        step % 20 == 0 ? random.nextDouble(0, .2) : UNKNOWN,
                        step % 50 == 49 ? random.nextDouble(-.04, .02) : UNKNOWN,
                        step % 50 == 49 ? random.nextDouble(0, .15) : UNKNOWN))
                .toList();
    }

    @Test
    void linearRamp_isLinear() {
        assertThat(LinearRamp.DEFAULT.at(0)).isEqualTo(.1);
        assertThat(LinearRamp.DEFAULT.at(.5)).isCloseTo(.55, within(1e-12));
        assertThat(LinearRamp.DEFAULT.at(1)).isEqualTo(1);
    }

    @Test
    void withoutSignals_followsSchedule() {
        GaninRamp ramp = new GaninRamp(GaninRamp.GAMMA, .5);
        GuardedAlpha alpha = new GuardedAlpha(ramp, 0, 1, AlphaSafeguards.DEFAULT);
        AlphaState state = AlphaState.START;
        for (double progress = 0; progress < 1; progress += .01) {
            state = alpha.next(state, TrainingSignals.at(progress));
            assertThat(state.alpha()).isEqualTo(ramp.at(progress));
        }
    }

    @ParameterizedTest
    @MethodSource("policies")
    void alpha_staysWithinBounds(AlphaPolicy policy) {
        GuardedAlpha alpha = new GuardedAlpha(policy, .05, .3, AlphaSafeguards.DEFAULT);
        AlphaState state = AlphaState.START;
        for (TrainingSignals signals : training()) {
            state = alpha.next(state, signals);
            assertThat(state.alpha()).isBetween(.05, .3);
        }
    }

    @ParameterizedTest
    @MethodSource("policies")
    void alpha_isDampedProposal(AlphaPolicy policy) {
        GuardedAlpha alpha = new GuardedAlpha(policy, 0, 1, AlphaSafeguards.DEFAULT);
        AlphaState state = AlphaState.START;
        for (TrainingSignals signals : training()) {
            state = alpha.next(state, signals);
            assertThat(state.alpha()).isEqualTo(state.damping() * state.proposed());
        }
        assertThat(state.damping()).isLessThan(1);
    }

    /** The state is a record of numbers, so it can be stored and restored. */
    @ParameterizedTest
    @MethodSource("policies")
    void training_resumesFromAnyState(AlphaPolicy policy) {
        GuardedAlpha alpha = new GuardedAlpha(policy, 0, 1, AlphaSafeguards.DEFAULT);
        AlphaState through = AlphaState.START;
        AlphaState resumed = AlphaState.START;
        for (TrainingSignals signals : training()) {
            through = alpha.next(through, signals);
            AlphaState read = new AlphaState(
                    resumed.alpha(),
                    resumed.proposed(),
                    resumed.damping(),
                    resumed.suspiciousSteps(),
                    resumed.driftAtStart(),
                    resumed.drift());
            resumed = new GuardedAlpha(policy, 0, 1, AlphaSafeguards.DEFAULT).next(read, signals);
        }

        assertThat(resumed).isEqualTo(through);
    }

    @Test
    void driftDriven_withoutMeasurement_isRamp() {
        AlphaState state = driven.next(AlphaState.START, TrainingSignals.at(.5));

        assertThat(state.alpha()).isCloseTo(.1 * Math.tanh(2.5), within(1e-12));
    }

    @Test
    void driftDriven_decreasesWithDrift() {
        AlphaState start = driven.next(AlphaState.START, drift(0, .22));

        assertThat(driven.next(start, drift(.5, .12)).alpha()).isCloseTo(.05 * Math.tanh(2.5), within(1e-12));
        assertThat(driven.next(start, drift(.5, .02)).alpha()).isZero();
        assertThat(driven.next(start, drift(.5, .01)).alpha()).isZero();
    }

    @Test
    void driftDriven_growingDrift_doesNotExceedRamp() {
        AlphaState start = driven.next(AlphaState.START, drift(0, .22));

        assertThat(driven.next(start, drift(.5, .5)).alpha()).isCloseTo(.1 * Math.tanh(2.5), within(1e-12));
    }

    @Test
    void driftDriven_holdsLastMeasurement() {
        AlphaState start = driven.next(AlphaState.START, drift(0, .22));
        AlphaState half = driven.next(start, drift(.5, .12));

        assertThat(driven.next(half, TrainingSignals.at(.5)).alpha()).isEqualTo(half.alpha());
    }

    @Test
    void driftDriven_driftWithinNoise_isZero() {
        AlphaState start = driven.next(AlphaState.START, drift(0, .015));

        assertThat(driven.next(start, drift(.5, .2)).alpha()).isZero();
    }

    @Test
    void newAdaptation_startsFromInitialState() {
        AlphaState first = driven.next(driven.next(AlphaState.START, drift(0, .22)), drift(.9, .03));
        AlphaState second = driven.next(driven.next(AlphaState.START, drift(0, .05)), drift(.9, .05));

        assertThat(first.driftAtStart()).isEqualTo(.22);
        assertThat(second.alpha()).isCloseTo(.1 * Math.tanh(4.5), within(1e-12));
    }

    @Test
    void controller_followsErrorSign() {
        GuardedAlpha alpha = new GuardedAlpha(new AccuracyController(.6, .05, .01, 1), 0, 1, AlphaSafeguards.DEFAULT);
        AlphaState up = repeat(alpha, AlphaState.START, accuracy(.8), 100);
        AlphaState down = repeat(alpha, up, accuracy(.5), 100);

        assertThat(up.alpha()).isCloseTo(.01 * Math.exp(100 * .05 * .2), within(1e-12));
        assertThat(down.alpha()).isCloseTo(up.alpha() * Math.exp(-100 * .05 * .1), within(1e-12));
    }

    @Test
    void controller_atSetPointOrUnknown_isConstant() {
        GuardedAlpha alpha = new GuardedAlpha(new AccuracyController(.6, .05, .01, 1), 0, 1, AlphaSafeguards.DEFAULT);
        AlphaState up = repeat(alpha, AlphaState.START, accuracy(.8), 50);

        assertThat(repeat(alpha, up, accuracy(.6), 20).alpha()).isCloseTo(up.alpha(), within(1e-12));
        assertThat(repeat(alpha, up, TrainingSignals.at(.5), 20).alpha()).isCloseTo(up.alpha(), within(1e-12));
    }

    @Test
    void controller_afterHalving_continuesFromProposal() {
        GuardedAlpha alpha = new GuardedAlpha(new AccuracyController(.6, .05, .01, 1), 0, 1, AlphaSafeguards.DEFAULT);
        AlphaState up = repeat(alpha, AlphaState.START, accuracy(.8), 50);
        AlphaState halved = alpha.next(up, shares(.2));

        assertThat(repeat(alpha, halved, accuracy(.6), 20).alpha()).isCloseTo(up.alpha() / 2, within(1e-12));
    }

    /** The synthetic accuracy decreases with alpha, so exactly one alpha gives the set point. */
    @Test
    void controller_reachesSetPoint() {
        GuardedAlpha alpha = new GuardedAlpha(new AccuracyController(.65, .05, .01, 1), 0, 1, AlphaSafeguards.DEFAULT);
        SplittableRandom random = new SplittableRandom(8);
        AlphaState state = AlphaState.START;
        for (int step = 0; step < 1000; step++) {
            state = alpha.next(state, accuracy(.9 - .5 * state.alpha() + random.nextDouble(-.05, .05)));
        }

        assertThat(state.alpha()).isCloseTo(.5, within(.1));
    }

    @Test
    void excessiveDomainAccuracy_forPatience_halvesAlpha() {
        AlphaState before = repeat(constant, AlphaState.START, accuracy(.96), 99);

        assertThat(before.alpha()).isEqualTo(.8);
        assertThat(constant.next(before, accuracy(.96)).alpha()).isEqualTo(.4);
        assertThat(repeat(constant, before, accuracy(.96), 101).alpha()).isEqualTo(.2);
    }

    @Test
    void normalDomainAccuracy_resetsCount() {
        AlphaState before = repeat(constant, AlphaState.START, accuracy(.96), 99);
        AlphaState interrupted = constant.next(before, accuracy(.95));

        assertThat(repeat(constant, interrupted, accuracy(.96), 99).alpha()).isEqualTo(.8);
    }

    @Test
    void unknownDomainAccuracy_keepsCount() {
        AlphaState before = repeat(constant, AlphaState.START, accuracy(.96), 99);
        AlphaState unknown = constant.next(before, TrainingSignals.at(.5));

        assertThat(constant.next(unknown, accuracy(.96)).alpha()).isEqualTo(.4);
    }

    @Test
    void holdOutDrop_halvesAlphaPerMeasurement() {
        AlphaState once = constant.next(AlphaState.START, holdOut(-.021));

        assertThat(constant.next(AlphaState.START, holdOut(-.02)).alpha()).isEqualTo(.8);
        assertThat(once.alpha()).isEqualTo(.4);
        assertThat(constant.next(once, holdOut(-.03)).alpha()).isEqualTo(.2);
    }

    @Test
    void classShareChange_halvesAlpha() {
        assertThat(constant.next(AlphaState.START, shares(.1)).alpha()).isEqualTo(.8);
        assertThat(constant.next(AlphaState.START, shares(.101)).alpha()).isEqualTo(.4);
    }

    @Test
    void damping_isPermanent() {
        AlphaState halved = constant.next(AlphaState.START, shares(.2));

        assertThat(repeat(constant, halved, shares(0), 100).alpha()).isEqualTo(.4);
    }

    @Test
    void invalidSettings_throw() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GuardedAlpha(new ConstantAlpha(1), .5, .4, AlphaSafeguards.DEFAULT))
                .withMessage("maxAlpha: expected 0.5 or more, got 0.4");
        assertThatIllegalArgumentException().isThrownBy(() -> new ConstantAlpha(UNKNOWN));
        assertThatIllegalArgumentException().isThrownBy(() -> new LinearRamp(-.1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LinearRamp(0, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> new AccuracyController(.6, .05, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AccuracyController(.4, .05, .1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AlphaSafeguards(.95, 0, .02, .1));
        assertThatIllegalArgumentException().isThrownBy(() -> new DriftDrivenAlpha(new GaninRamp(10, 1), UNKNOWN));
    }

    @Test
    void invalidSignals_throw() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingSignals.at(1.1))
                .withMessage("progress: expected 0 to 1, got 1.1");
        assertThatIllegalArgumentException().isThrownBy(() -> TrainingSignals.at(UNKNOWN));
        assertThatIllegalArgumentException().isThrownBy(() -> accuracy(95));
        assertThatIllegalArgumentException().isThrownBy(() -> drift(0, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> holdOut(-2));
        assertThatIllegalArgumentException().isThrownBy(() -> shares(-.1));
    }
}
