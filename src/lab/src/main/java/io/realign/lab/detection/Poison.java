package io.realign.lab.detection;

import io.realign.event.EventContract;
import java.util.Arrays;
import java.util.Random;

/** Kinds of poisoned rows. */
enum Poison {
    NONE,
    HUGE,
    NOT_FINITE,
    DUPLICATED,
    /** Affects every row, for any probability. */
    CONSTANT;

    /** Poisons a row with the given probability. */
    float[] apply(float[] row, double probability, Random random) {
        if (this == CONSTANT || random.nextDouble() < probability) {
            corrupt(row);
        }
        return row;
    }

    private void corrupt(float[] row) {
        switch (this) {
            case NONE -> {}
            case HUGE -> Arrays.fill(row, (float) EventContract.MAX_MAGNITUDE);
            case NOT_FINITE -> row[0] = Float.NaN;
            case DUPLICATED -> {
                for (int i = 0; i < row.length; i++) {
                    row[i] = i % 3;
                }
            }
            case CONSTANT -> row[0] = 3;
        }
    }
}
