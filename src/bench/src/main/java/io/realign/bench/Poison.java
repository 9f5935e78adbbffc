package io.realign.bench;

import java.util.Arrays;
import java.util.Random;

/** Rows that nobody should have sent. */
enum Poison {
    NONE {
        @Override
        void spoil(float[] row) {}
    },
    HUGE {
        @Override
        void spoil(float[] row) {
            Arrays.fill(row, 1e30f);
        }
    },
    NOT_FINITE {
        @Override
        void spoil(float[] row) {
            row[0] = Float.NaN;
        }
    },
    DUPLICATED {
        @Override
        void spoil(float[] row) {
            for (int i = 0; i < row.length; i++) {
                row[i] = i % 3;
            }
        }
    },
    /** Not some rows, but one feature of all. */
    CONSTANT {
        @Override
        void spoil(float[] row) {
            row[0] = 3;
        }
    };

    abstract void spoil(float[] row);

    /** A row as it comes, spoilt or not. */
    float[] pass(float[] row, double share, Random random) {
        if (this == CONSTANT || random.nextDouble() < share) {
            spoil(row);
        }
        return row;
    }
}
