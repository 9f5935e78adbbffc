package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** What exceeded a threshold: a function of an event, whose mean differs from that of the reference if there is drift. */
public sealed interface Witness {
    /**
     * Inner product with the difference of the mean rows: the witness function of the maximum mean discrepancy.
     *
     * @param sum centred sum of the rows of the window: random features and their projections
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Mean(float[] sum) implements Witness {
        static Mean of(DyadicWindows.WindowSum window, FeatureMap map) {
            return new Mean(Arrays.copyOf(window.sum(), map.whitening().typicalityIndex()));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Mean witness && Arrays.equals(sum, witness.sum);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(sum);
        }
    }

    /**
     * Rank score of the typicality or the dependence.
     *
     * @param dependence whether it is the dependence
     * @param sign 1 or -1
     * @param mean mean of the score in the window, times the sign
     */
    record Score(boolean dependence, int sign, double mean) implements Witness {}

    /**
     * A scaled feature or its square.
     *
     * @param feature index among the scaled features, followed by their squares
     * @param sign 1 or -1
     * @param mean mean of the standardised value in the window, times the sign
     */
    record Feature(int feature, int sign, double mean) implements Witness {}

    /**
     * A rare event.
     *
     * @param kind kind of rare event, see {@link RareEventLimits}
     */
    record RareEvent(int kind) implements Witness {}

    /** Writes the witness. */
    default void write(DataOutput out) throws IOException {
        if (this instanceof Mean witness) {
            out.writeByte(0);
            FloatArrays.write(witness.sum, out);
        } else if (this instanceof Score witness) {
            out.writeByte(1);
            out.writeBoolean(witness.dependence);
            out.writeByte(witness.sign);
            out.writeDouble(witness.mean);
        } else if (this instanceof Feature witness) {
            out.writeByte(2);
            out.writeInt(witness.feature);
            out.writeByte(witness.sign);
            out.writeDouble(witness.mean);
        } else if (this instanceof RareEvent witness) {
            out.writeByte(3);
            out.writeInt(witness.kind);
        }
    }

    /** Reads a witness written by {@link #write}. */
    static Witness read(DataInput in) throws IOException {
        byte type = in.readByte();
        return switch (type) {
            case 0 -> new Mean(FloatArrays.read(in));
            case 1 -> new Score(in.readBoolean(), in.readByte(), in.readDouble());
            case 2 -> new Feature(in.readInt(), in.readByte(), in.readDouble());
            case 3 -> new RareEvent(in.readInt());
            default -> throw new IOException("expected a witness of type 0 to 3, got " + type);
        };
    }
}
