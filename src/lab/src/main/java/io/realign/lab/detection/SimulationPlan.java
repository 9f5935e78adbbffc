package io.realign.lab.detection;

import io.realign.lab.stream.StreamScenario;
import java.util.Random;

/**
 * The sizes of a simulation.
 *
 * @param arl average run length of every method, in events
 * @param alarms minimum number of false alarms from which a threshold is estimated
 * @param references number of references
 * @param rows rows of a reference
 * @param changes changes of each kind, over all references
 * @param eventsBeforeChange events before a change
 * @param seed random seed; every method gets the same rows
 */
record SimulationPlan(int arl, int alarms, int references, int rows, int changes, int eventsBeforeChange, long seed) {
    /** Multiple of the average run length at which a run without change ends; 86 % of the runs have an alarm by then. */
    private static final int MAX_ARL_FACTOR = 2;

    int maxRunLength() {
        return MAX_ARL_FACTOR * arl;
    }

    /** Number of runs without change for each reference. */
    int runsPerReference() {
        double alarmProbability = 1 - Math.exp(-MAX_ARL_FACTOR);
        return (int) Math.ceil(alarms / alarmProbability / references);
    }

    /** Number of changes of each kind for each reference, rounded up. */
    int changesPerReference() {
        return (changes + references - 1) / references;
    }

    float[][] reference(StreamScenario scenario, int number) {
        return scenario.generator().start(random(scenario, "reference", number)).next(rows);
    }

    /** Returns the random number generator of one part of the simulation. */
    Random random(StreamScenario scenario, String purpose, int number) {
        long mixed = 31 * (31 * seed + scenario.name().hashCode()) + purpose.hashCode();
        return new Random(new Random(mixed).nextLong() + 0x9E3779B97F4A7C15L * number);
    }
}
