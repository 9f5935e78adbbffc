package io.realign.lab.stream;

/** Independent features: normal ones with simultaneous spikes, normal ones, rounded ones and a constant one. */
final class SpikyTable {
    /** 4 features with spikes, 4 rounded features and 7 other normal features; the last feature is constant. */
    static final int WIDTH = 16;

    private static final int SPIKY_FEATURES = 4;
    private static final double SPIKE_SHARE = 0.03;
    private static final float SPIKE_FACTOR = 8;
    private static final int FIRST_ROUNDED = 8;
    private static final int LAST_ROUNDED = 11;
    private static final float CONSTANT = 7;

    private SpikyTable() {}

    static StreamGenerator generator() {
        return random -> () -> {
            float[] row = StreamGenerators.gaussianRow(WIDTH, random);
            if (random.nextDouble() < SPIKE_SHARE) {
                for (int i = 0; i < SPIKY_FEATURES; i++) {
                    row[i] *= SPIKE_FACTOR;
                }
            }
            for (int i = FIRST_ROUNDED; i <= LAST_ROUNDED; i++) {
                row[i] = Math.round(row[i]);
            }
            row[WIDTH - 1] = CONSTANT;
            return row;
        };
    }
}
