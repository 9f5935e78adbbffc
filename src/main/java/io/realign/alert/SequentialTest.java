package io.realign.alert;

import io.realign.window.DyadicWindows;
import io.realign.window.Whitening;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * Asks after every event, at every level, whether the newest events still look like a regime. Mutable; one writer.
 *
 * <p>A level is looked at only when it could be over its limit: its sum can have grown by no more than the lengths of the
 * rows that have come since it was last looked at. Nothing is missed by this, and most looks are saved.
 */
public final class SequentialTest {
    /** Projections are rounded, so a length can grow by a trace more than the length of what is added; relative. */
    private static final double MARGIN = 2e-3;

    private final long regime;
    private final DyadicWindows windows;
    private final double[] reserve;

    /**
     * A test that has seen nothing.
     *
     * @param regime what events will be held against
     * @param time event time in milliseconds before which nothing is known
     */
    public SequentialTest(Regime regime, long time) {
        this(
                regime.identity(),
                new DyadicWindows(regime.width(), regime.threshold().levels(), time),
                new double[regime.threshold().levels()]);
    }

    private SequentialTest(long regime, DyadicWindows windows, double[] reserve) {
        this.regime = regime;
        this.windows = windows;
        this.reserve = reserve;
    }

    /** Whether it holds events against this regime; sums under another cannot be gone on from. */
    boolean asksAbout(Regime other) {
        return regime == other.identity();
    }

    /**
     * Takes in an event.
     *
     * @param row its row
     * @param time event time in milliseconds
     * @param regime what it is held against, the same from event to event
     * @return whether a window stands out
     */
    public boolean observe(float[] row, long time, Regime regime, Whitening whitening) {
        float[] centre = regime.reference().centre();
        windows.add(row, centre, time);
        double growth = Math.sqrt(whitening.squaredDistance(row, centre));
        boolean over = false;
        for (int level = 0; level < reserve.length; level++) {
            reserve[level] -= growth;
            if (reserve[level] <= 0 || windows.moved(level)) {
                over |= look(level, regime, whitening);
            }
        }
        return over;
    }

    /** The highest score of any window over what is still chance; 0 while there is none. */
    public double score(Regime regime, Whitening whitening) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int level = 0; level < reserve.length; level++) {
            if (windows.length(level) > 0) {
                highest = Math.max(highest, regime.score(windows, level, whitening));
            }
        }
        return Double.isInfinite(highest) ? 0 : highest;
    }

    /**
     * What is known of the change that made a window stand out. Of all stretches up to the newest event whose beginning
     * is known, the one with the largest statistic begins where the change is likeliest.
     */
    public Alarm alarm(Regime regime, Whitening whitening) {
        DyadicWindows.Stretch likeliest = null;
        double largest = Double.NEGATIVE_INFINITY;
        for (DyadicWindows.Stretch stretch : windows.stretches()) {
            double statistic = regime.statistic(whitening.squaredNorm(stretch.sum()), stretch.length());
            if (statistic > largest) {
                largest = statistic;
                likeliest = stretch;
            }
        }
        if (likeliest == null) {
            throw new IllegalStateException("there is no alarm before there is a window");
        }
        return new Alarm(score(regime, whitening), likeliest.length(), Instant.ofEpochMilli(likeliest.since()));
    }

    /** The windows that it looks at. */
    public DyadicWindows windows() {
        return windows;
    }

    /** Writes all there is. */
    public void write(DataOutput out) throws IOException {
        out.writeLong(regime);
        windows.write(out);
        for (double left : reserve) {
            out.writeDouble(left);
        }
    }

    /** Reads what {@link #write} has written. */
    public static SequentialTest read(DataInput in) throws IOException {
        long regime = in.readLong();
        DyadicWindows windows = DyadicWindows.read(in);
        double[] reserve = new double[windows.levels()];
        for (int level = 0; level < reserve.length; level++) {
            reserve[level] = in.readDouble();
        }
        return new SequentialTest(regime, windows, reserve);
    }

    private boolean look(int level, Regime regime, Whitening whitening) {
        int length = windows.length(level);
        if (length == 0) {
            return false;
        }
        double norm = windows.squaredNorm(level, whitening);
        double limit = regime.limit(level, length);
        reserve[level] = (1 - MARGIN) * Math.sqrt(limit) - Math.sqrt(norm);
        return norm > limit;
    }
}
