package io.realign.cli.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Two sites with the same sensors as the laboratory: at one they age at known points, at the other they stay.
 *
 * @param array the sensors
 * @param drifts when and how the sensors of the drifting site age
 */
public record Scenario(SensorArray array, List<SensorDrift> drifts) {
    public static final String LABORATORY = "laboratory";
    public static final String DRIFTING = "site-a";
    public static final String STEADY = "site-b";

    /**
     * The array and how it ages are the same in every run, the run's own seed makes only the noise. Chosen among many so
     * that the first change is worth mending, about seven points of accuracy, and not too large for the gate.
     */
    private static final long ARRAY_SEED = 72;

    private static final long AGEING_SEED = 8072;
    private static final double GAIN_SPREAD = 0.12;
    private static final double OFFSET_SPREAD = 0.6;
    private static final double CROSS_TALK = 0.05;
    private static final int CHANGES = 8;

    /** A change at event {@code first} and one more every {@code every} events, eight in all. */
    public static Scenario standard(long first, long every) {
        SensorArray array = SensorArray.standard(ARRAY_SEED);
        Random random = new Random(AGEING_SEED);
        List<SensorDrift> changes = new ArrayList<>();
        SensorState regime = SensorState.initial(array);
        for (int i = 0; i < CHANGES; i++) {
            regime = regime.aged(GAIN_SPREAD, OFFSET_SPREAD, CROSS_TALK, random);
            changes.add(new SensorDrift(first + i * every, 0, regime));
        }
        return new Scenario(array, changes);
    }

    /** The known change points, for people. */
    public String describe() {
        return "the sensors of %s age at events %s; those of %s stay as they are"
                .formatted(
                        DRIFTING,
                        drifts.stream()
                                .map(change -> Long.toString(change.onset()))
                                .collect(Collectors.joining(", ")),
                        STEADY);
    }
}
