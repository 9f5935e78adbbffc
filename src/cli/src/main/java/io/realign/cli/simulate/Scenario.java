package io.realign.cli.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A laboratory and two sites with the same sensor array. The sensors of one site change at known events; those of the other do not.
 *
 * @param array sensor array
 * @param drifts drifts of the drifting site, in order
 */
public record Scenario(SensorArray array, List<SensorDrift> drifts) {
    public static final String SOURCE_DOMAIN = "laboratory";
    public static final String DRIFTING_SITE = "site-a";
    public static final String STABLE_SITE = "site-b";

    /**
     * The array and its drifts are the same in every run. The seed of a run determines the gases, the concentrations and the noise.
     * With these seeds the first drift reduces the accuracy by about seven points, which adaptation can recover.
     */
    private static final long ARRAY_SEED = 72;

    private static final long DRIFT_SEED = 8072;
    private static final double GAIN_SPREAD = 0.12;
    private static final double OFFSET_SPREAD = 0.6;
    private static final double CROSS_TALK = 0.05;
    private static final int DRIFTS = 8;

    /** Eight drifts: at event {@code firstOnset} and every {@code interval} events after it. */
    public static Scenario standard(long firstOnset, long interval) {
        SensorArray array = SensorArray.standard(ARRAY_SEED);
        Random random = new Random(DRIFT_SEED);
        List<SensorDrift> drifts = new ArrayList<>();
        SensorState state = SensorState.initial(array);
        for (int i = 0; i < DRIFTS; i++) {
            state = state.drifted(GAIN_SPREAD, OFFSET_SPREAD, CROSS_TALK, random);
            long onset = firstOnset + i * interval;
            int transitionLength = 0;
            drifts.add(new SensorDrift(onset, transitionLength, state));
        }
        return new Scenario(array, drifts);
    }

    /** The events at which the sensors change, as a sentence. */
    public String describe() {
        return "the sensors of %s change at events %s; those of %s do not"
                .formatted(
                        DRIFTING_SITE,
                        drifts.stream()
                                .map(drift -> Long.toString(drift.onset()))
                                .collect(Collectors.joining(", ")),
                        STABLE_SITE);
    }
}
