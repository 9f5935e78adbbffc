package io.realign.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest events of a domain at every scale: for each level {@code k} the sum over a window that ends with the newest
 * event and whose length lies in {@code [w, 2w)}, {@code w = 4 * 2^k}. Mutable; one writer.
 *
 * <p>One running sum is kept, and for each level what it was at the last two multiples of {@code w}. Neighbouring levels
 * share these prefixes, so eleven levels (4 to 4096) need thirteen rows. No event is kept, and none ever leaves. Dyadic
 * sums of random features are from Kalinke and Gavioli-Akilagun (2025).
 *
 * <p>Rows hold whole numbers of at most {@value #MAX_VALUE} in magnitude. Floats hold these exactly up to 2^24, beyond any
 * sum that is kept, so the same events give the same bits however they were split, stored and restored.
 */
public final class DyadicWindows {
    /** The length of the shortest level. */
    public static final int MIN_LENGTH = 4;

    /** Levels up to a length of 4096. */
    public static final int MAX_LEVELS = 11;

    /** The largest magnitude of a value in a row. */
    public static final int MAX_VALUE = 2048;

    private static final int MAX_LENGTH = MIN_LENGTH << (MAX_LEVELS - 1);

    private final float[] sums;
    private final Prefix[] lastPrefixes;
    private final Prefix[] earlierPrefixes;
    private final Deque<float[]> freeBuffers = new ArrayDeque<>();
    private long count;
    private long newestTime;
    private long previousTime;

    /** What the running sum was after {@code position} events, the last of which happened at {@code time}. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Prefix(long position, long time, float[] sums) {
        Prefix minus(float[] base) {
            return new Prefix(position, time, RowMath.difference(sums, base));
        }
    }

    /**
     * A stretch of events up to the newest one.
     *
     * @param length number of events
     * @param precedingTime event time in milliseconds of the last event before it
     * @param sum of its rows
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record WindowSum(int length, long precedingTime, float[] sum) {}

    /**
     * Windows that have seen nothing.
     *
     * @param width values in a row, at least 1
     * @param levels 1 to {@value #MAX_LEVELS}
     * @param time event time in milliseconds before which nothing is known
     */
    public DyadicWindows(int width, int levels, long time) {
        if (width < 1 || levels < 1 || levels > MAX_LEVELS) {
            throw new IllegalArgumentException("expected at least one value in a row and 1 to %d levels, got %d and %d"
                    .formatted(MAX_LEVELS, width, levels));
        }
        this.sums = new float[width];
        this.lastPrefixes = new Prefix[levels];
        this.earlierPrefixes = new Prefix[levels];
        Arrays.fill(lastPrefixes, new Prefix(0, time, new float[width]));
        this.newestTime = time;
        this.previousTime = time;
    }

    private DyadicWindows(float[] sums, Prefix[] last, Prefix[] before, long count, long newest, long previous) {
        this.sums = sums;
        this.lastPrefixes = last;
        this.earlierPrefixes = before;
        this.count = count;
        this.newestTime = newest;
        this.previousTime = previous;
    }

    /** The shortest length of a level's window, in events. */
    public static int minLength(int level) {
        return MIN_LENGTH << level;
    }

    /**
     * Adds an event.
     *
     * @param row whole numbers of at most {@value #MAX_VALUE} in magnitude
     * @param time event time in milliseconds
     */
    public void add(float[] row, long time) {
        RowMath.add(sums, row);
        countEvent(time);
    }

    /**
     * Adds an event less a centre.
     *
     * @param row whole numbers
     * @param centre whole numbers, none further than {@value #MAX_VALUE} from that of the row
     * @param time event time in milliseconds
     */
    public void add(float[] row, float[] centre, long time) {
        RowMath.addDifference(sums, row, centre);
        countEvent(time);
    }

    /** Number of events seen. */
    public long count() {
        return count;
    }

    /** Event time in milliseconds of the event before the newest one. */
    public long previousTime() {
        return previousTime;
    }

    public int levels() {
        return lastPrefixes.length;
    }

    /** Values in a row. */
    public int width() {
        return sums.length;
    }

    /** Events in a level's window at present, 0 while there have been too few. */
    public int length(int level) {
        return earlierPrefixes[level] == null ? 0 : (int) (count - earlierPrefixes[level].position());
    }

    /** Whether the newest event has moved the beginning of the level's window. */
    public boolean startMoved(int level) {
        return (count & (minLength(level) - 1)) == 0;
    }

    /** The squared length, as the embedding measures it, of the sum over a level's window. */
    public double squaredNorm(int level, Whitening whitening) {
        return whitening.squaredDistance(sums, earlierPrefixes[level].sums());
    }

    /** The typicality of the sum over a level's window. */
    public double typicality(int level, Whitening whitening) {
        return whitening.typicality(sums) - whitening.typicality(earlierPrefixes[level].sums());
    }

    /** Every stretch whose beginning is known, the shortest first. */
    public List<WindowSum> windowSums() {
        return prefixes().descendingMap().values().stream()
                .filter(prefix -> count - prefix.position() >= MIN_LENGTH)
                .map(this::windowSum)
                .toList();
    }

    /** The longest stretch of at most so many events whose beginning is known; empty while there have been too few. */
    public Optional<WindowSum> longestWindowSum(int longest) {
        Prefix earliest = null;
        for (int level = 0; level < lastPrefixes.length; level++) {
            earliest = earlierPrefix(earliest, lastPrefixes[level], longest);
            earliest = earlierPrefix(earliest, earlierPrefixes[level], longest);
        }
        return Optional.ofNullable(earliest).map(this::windowSum);
    }

    private Prefix earlierPrefix(Prefix one, Prefix other, int longest) {
        if (other == null || count - other.position() < MIN_LENGTH || count - other.position() > longest) {
            return one;
        }
        return one == null || other.position() < one.position() ? other : one;
    }

    private WindowSum windowSum(Prefix prefix) {
        return new WindowSum((int) (count - prefix.position()), prefix.time(), RowMath.difference(sums, prefix.sums()));
    }

    /** Writes all there is. */
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

    /** Reads what {@link #write} has written. */
    public static DyadicWindows read(DataInput in) throws IOException {
        long count = in.readLong();
        long newest = in.readLong();
        long previous = in.readLong();
        int levels = in.readByte();
        int width = in.readInt();
        float[] sums = readRow(width, in);
        NavigableMap<Long, Prefix> prefixes = new TreeMap<>();
        for (int left = in.readByte(); left > 0; left--) {
            Prefix prefix = new Prefix(in.readLong(), in.readLong(), readRow(width, in));
            prefixes.put(prefix.position(), prefix);
        }
        Prefix[] last = new Prefix[levels];
        Prefix[] before = new Prefix[levels];
        for (int level = 0; level < levels; level++) {
            last[level] = prefixes.get(in.readLong());
            before[level] = prefixes.get(in.readLong());
        }
        return new DyadicWindows(sums, last, before, count, newest, previous);
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
            Prefix left = earlierPrefixes[level];
            earlierPrefixes[level] = lastPrefixes[level];
            lastPrefixes[level] = here;
            if (left != null && !isReferenced(left)) {
                freeBuffers.push(left.sums());
            }
        }
        if (count % MAX_LENGTH == 0) {
            rebase();
        }
    }

    /** Into room that a prefix has left behind: to make new room for every fourth event costs more than to fill it. */
    private float[] copyOfSums() {
        float[] room = freeBuffers.isEmpty() ? new float[sums.length] : freeBuffers.pop();
        System.arraycopy(sums, 0, room, 0, sums.length);
        return room;
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

    /** Counts from the earliest prefix on, so that sums stay within what a float holds exactly. */
    private void rebase() {
        float[] base = prefixes().firstEntry().getValue().sums().clone();
        RowMath.subtract(sums, base);
        NavigableMap<Long, Prefix> moved = new TreeMap<>();
        prefixes().forEach((position, prefix) -> moved.put(position, prefix.minus(base)));
        for (int level = 0; level < lastPrefixes.length; level++) {
            lastPrefixes[level] = moved.get(lastPrefixes[level].position());
            earlierPrefixes[level] = moved.get(earlierPrefixes[level].position());
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

    private static float[] readRow(int width, DataInput in) throws IOException {
        float[] row = new float[width];
        for (int i = 0; i < width; i++) {
            row[i] = in.readFloat();
        }
        return row;
    }
}
