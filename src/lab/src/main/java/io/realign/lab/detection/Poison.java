package io.realign.lab.detection;

import java.util.Arrays;
import java.util.Random;

/** Kinds of poisoned rows. */
enum Poison {
    NONE {
        @Override
        void corrupt(float[] row) {}
    },
    HUGE {
        @Override
        void corrupt(float[] row) {
            Arrays.fill(row, 1e30f);
        }
    },
    NOT_FINITE {
        @Override
        void corrupt(float[] row) {
            row[0] = Float.NaN;
        }
    },
    DUPLICATED {
        @Override
        void corrupt(float[] row) {
            for (int i = 0; i < row.length; i++) {
                row[i] = i % 3;
            }
        }
    },
    /** Affects every row, for any probability. */
    CONSTANT {
        @Override
        void corrupt(float[] row) {
            row[0] = 3;
        }
    };

    abstract void corrupt(float[] row);

    /** Poisons a row with the given probability. */
    float[] apply(float[] row, double probability, Random random) {
        if (this == CONSTANT || random.nextDouble() < probability) {
            corrupt(row);
        }
        return row;
    }
}
