package io.realign.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sums of the newest rows over windows of several lengths, called levels. The window of level {@code k} ends with the
 * newest event and has {@code w} to {@code 2w - 1} events with {@code w = 4 * 2^k}. Not thread-safe.
 *
 * <p>The state is one running sum and, for each level, its values after the last two multiples of {@code w} events
 * (prefix sums). Levels share prefix sums, so eleven levels (4 to 4096 events) need thirteen rows. No events are
 * stored. Dyadic sums of random features follow Kalinke and Gavioli-Akilagun (2025).
 *
 * <p>Row values are integers of at most {@value #MAX_VALUE} in magnitude, so every stored sum is below 2^24 and exact
 * as a float. Storing and restoring the state does not change any later result.
 */
public final class DyadicWindows {
    /** Minimum window length of the first level. */
    public static final int MIN_LENGTH = 4;

    /** Maximum number of levels, for lengths of up to 4096. */
    public static final int MAX_LEVELS = 11;

    /** Maximum magnitude of a row value. */
    public static final int MAX_VALUE = 2048;

    private static final int MAX_LENGTH = MIN_LENGTH << (MAX_LEVELS - 1);

    private final float[] sums;
    private final Prefix[] lastPrefixes;
    private final Prefix[] earlierPrefixes;
    private final Deque<float[]> freeBuffers = new ArrayDeque<>();
    private long count;
    private long newestTime;
    private long previousTime;

    /** The running sum after {@code position} events, and the event time of the last of them. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Prefix(long position, long time, float[] sums) {
        Prefix minus(float[] base) {
            return new Prefix(position, time, RowMath.difference(sums, base));
        }
    }

    /**
     * Sum of the rows of the newest events.
     *
     * @param length number of events
     * @param precedingTime event time in milliseconds of the last event before the window
     * @param sum sum of their rows
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record WindowSum(int length, long precedingTime, float[] sum) {}

    /**
     * Creates empty windows.
     *
     * @param width values in a row, at least 1
     * @param levels number of levels, 1 to {@value #MAX_LEVELS}
     * @param time event time in milliseconds at which observation starts
     */
    public DyadicWindows(int width, int levels, long time) {
        if (width < 1 || levels < 1 || levels > MAX_LEVELS) {
            throw new IllegalArgumentException(
                    "expected at least 1 value in a row and 1 to %d levels, got %d values and %d levels"
                            .formatted(MAX_LEVELS, width, levels));
        }
        this.sums = new float[width];
        this.lastPrefixes = new Prefix[levels];
        this.earlierPrefixes = new Prefix[levels];
        Arrays.fill(lastPrefixes, new Prefix(0, time, new float[width]));
        this.newestTime = time;
        this.previousTime = time;
    }

    /** Returns the minimum window length of a level, in events. */
    public static int minLength(int level) {
        return MIN_LENGTH << level;
    }

    /**
     * Adds an event.
     *
     * @param row integers of at most {@value #MAX_VALUE} in magnitude
     * @param time event time in milliseconds
     */
    public void add(float[] row, long time) {
        RowMath.add(sums, row);
        countEvent(time);
    }

    /**
     * Adds the difference of an event and a centre.
     *
     * @param row integers
     * @param centre integers that differ from those of the row by at most {@value #MAX_VALUE}
     * @param time event time in milliseconds
     */
    public void add(float[] row, float[] centre, long time) {
        RowMath.addDifference(sums, row, centre);
        countEvent(time);
    }

    /** Returns the number of added events. */
    public long count() {
        return count;
    }

    /** Returns the event time in milliseconds of the second newest event. */
    public long previousTime() {
        return previousTime;
    }

    /** Returns the event time in milliseconds of the newest event. */
    public long newestTime() {
        return newestTime;
    }

    public int levels() {
        return lastPrefixes.length;
    }

    /** Returns the number of values in a row. */
    public int width() {
        return sums.length;
    }

    /** Returns the current window length of a level, 0 while there are too few events. */
    public int length(int level) {
        return earlierPrefixes[level] == null ? 0 : (int) (count - earlierPrefixes[level].position());
    }

    /** Whether the start of the level's window moved with the newest event. */
    public boolean startMoved(int level) {
        return (count & (minLength(level) - 1)) == 0;
    }

    /** Returns the whitened squared norm of the sum over a level's window. */
    public double squaredNorm(int level, Whitening whitening) {
        return whitening.squaredDistance(sums, earlierPrefixes[level].sums());
    }

    /** Returns the typicality of the sum over a level's window. */
    public double typicality(int level, Whitening whitening) {
        return whitening.typicality(sums) - whitening.typicality(earlierPrefixes[level].sums());
    }

    /** Returns one value of the sum over a level's window. */
    public double sum(int level, int index) {
        return (double) sums[index] - earlierPrefixes[level].sums()[index];
    }

    /**
     * Copies values of the sum over a level's window.
     *
     * @param start index of the first value
     * @param target receives the values; its length is their number
     */
    public void copySum(int level, int start, float[] target) {
        float[] prefix = earlierPrefixes[level].sums();
        for (int i = 0; i < target.length; i++) {
            target[i] = sums[start + i] - prefix[start + i];
        }
    }

    /**
     * Returns a sum over values of a level's window, which is at least 1 if {@code slope * x + magnitude * |x|} is at least 1
     * for one of the values {@code x = (sum + length * shift) * scale}: the sum of the sixteenth powers of these terms.
     *
     * @param start index of the first value
     */
    public float sumOfPowers(int level, int start, float[] shifts, float[] slopes, float[] magnitudes, float scale) {
        float[] prefix = earlierPrefixes[level].sums();
        return RowMath.sumOfPowers(sums, prefix, start, length(level), shifts, slopes, magnitudes, scale);
    }

    /** Returns a sum for each stored window start, the shortest window first. */
    public List<WindowSum> windowSums() {
        return prefixes().descendingMap().values().stream()
                .filter(prefix -> count - prefix.position() >= MIN_LENGTH)
                .map(this::windowSum)
                .toList();
    }

    /**
     * Returns the longest available sum over at most {@code maxLength} events; empty while there are too few events.
     */
    public Optional<WindowSum> longestWindowSum(int maxLength) {
        return prefixes().values().stream()
                .filter(prefix -> count - prefix.position() >= MIN_LENGTH && count - prefix.position() <= maxLength)
                .findFirst()
                .map(this::windowSum);
    }

    private WindowSum windowSum(Prefix prefix) {
        return new WindowSum((int) (count - prefix.position()), prefix.time(), RowMath.difference(sums, prefix.sums()));
    }

    /** Writes the complete state. */
    public void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeLong(newestTime);
        out.writeLong(previousTime);
        out.writeByte(lastPrefixes.length);
        out.writeInt(sums.length);
        write(sums, out);
        NavigableMap<Long, Prefix> prefixes = prefixes();
        out.writeByte(prefixes.size());
        for (Prefix prefix : prefixes.values()) {
            out.writeLong(prefix.position());
            out.writeLong(prefix.time());
            write(prefix.sums(), out);
        }
        for (int level = 0; level < lastPrefixes.length; level++) {
            out.writeLong(lastPrefixes[level].position());
            out.writeLong(earlierPrefixes[level] == null ? -1 : earlierPrefixes[level].position());
        }
    }

    /** Reads a state written by {@link #write}. */
    public static DyadicWindows read(DataInput in) throws IOException {
        long count = in.readLong();
        long newest = in.readLong();
        long previous = in.readLong();
        int levels = in.readByte();
        DyadicWindows windows = new DyadicWindows(in.readInt(), levels, 0);
        windows.count = count;
        windows.newestTime = newest;
        windows.previousTime = previous;
        readRow(windows.sums, in);
        Map<Long, Prefix> prefixes = new HashMap<>();
        for (int left = in.readByte(); left > 0; left--) {
            Prefix prefix = new Prefix(in.readLong(), in.readLong(), new float[windows.width()]);
            readRow(prefix.sums(), in);
            prefixes.put(prefix.position(), prefix);
        }
        for (int level = 0; level < levels; level++) {
            windows.lastPrefixes[level] = prefixes.get(in.readLong());
            windows.earlierPrefixes[level] = prefixes.get(in.readLong());
        }
        return windows;
    }

    private void countEvent(long time) {
        count++;
        previousTime = newestTime;
        newestTime = time;
        if (count % MIN_LENGTH == 0) {
            rollPrefixes(time);
        }
    }

    private void rollPrefixes(long time) {
        Prefix here = new Prefix(count, time, copyOfSums());
        for (int level = 0; level < lastPrefixes.length && startMoved(level); level++) {
            Prefix dropped = earlierPrefixes[level];
            earlierPrefixes[level] = lastPrefixes[level];
            lastPrefixes[level] = here;
            if (dropped != null && !isReferenced(dropped)) {
                freeBuffers.push(dropped.sums());
            }
        }
        if (count % MAX_LENGTH == 0) {
            rebase();
        }
    }

    /** Reuses the buffers of dropped prefixes, since allocating a buffer costs more than copying. */
    private float[] copyOfSums() {
        float[] copy = freeBuffers.isEmpty() ? new float[sums.length] : freeBuffers.pop();
        System.arraycopy(sums, 0, copy, 0, sums.length);
        return copy;
    }

    private boolean isReferenced(Prefix prefix) {
        for (int level = 0; level < lastPrefixes.length; level++) {
            if (lastPrefixes[level].position() == prefix.position()
                    || (earlierPrefixes[level] != null && earlierPrefixes[level].position() == prefix.position())) {
                return true;
            }
        }
        return false;
    }

    /** Subtracts the earliest prefix sum from all sums, so that they stay exact as floats. */
    private void rebase() {
        float[] base = prefixes().firstEntry().getValue().sums().clone();
        RowMath.subtract(sums, base);
        NavigableMap<Long, Prefix> rebased = new TreeMap<>();
        prefixes().forEach((position, prefix) -> rebased.put(position, prefix.minus(base)));
        for (int level = 0; level < lastPrefixes.length; level++) {
            lastPrefixes[level] = rebased.get(lastPrefixes[level].position());
            earlierPrefixes[level] = rebased.get(earlierPrefixes[level].position());
        }
    }

    private NavigableMap<Long, Prefix> prefixes() {
        NavigableMap<Long, Prefix> prefixes = new TreeMap<>();
        for (int level = 0; level < lastPrefixes.length; level++) {
            prefixes.put(lastPrefixes[level].position(), lastPrefixes[level]);
            if (earlierPrefixes[level] != null) {
                prefixes.put(earlierPrefixes[level].position(), earlierPrefixes[level]);
            }
        }
        return prefixes;
    }

    private static void write(float[] row, DataOutput out) throws IOException {
        for (float value : row) {
            out.writeFloat(value);
        }
    }

    private static void readRow(float[] row, DataInput in) throws IOException {
        for (int i = 0; i < row.length; i++) {
            row[i] = in.readFloat();
        }
    }
}
