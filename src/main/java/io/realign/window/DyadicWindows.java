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
 * <p>Rows hold whole numbers of at most {@value #LARGEST} in magnitude. Floats hold these exactly up to 2^24, beyond any
 * sum that is kept, so the same events give the same bits however they were split, stored and restored.
 */
public final class DyadicWindows {
    /** The length of the shortest level. */
    public static final int SHORTEST = 4;

    /** Levels up to a length of 4096. */
    public static final int MOST_LEVELS = 11;

    /** The largest magnitude of a value in a row. */
    public static final int LARGEST = 2048;

    private static final int LONGEST = SHORTEST << (MOST_LEVELS - 1);

    private final float[] sums;
    private final Prefix[] last;
    private final Prefix[] before;
    private final Deque<float[]> spare = new ArrayDeque<>();
    private long count;
    private long newest;
    private long previous;

    /** What the running sum was after {@code position} events, the last of which happened at {@code time}. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Prefix(long position, long time, float[] sums) {
        Prefix less(float[] base) {
            return new Prefix(position, time, Vectors.difference(sums, base));
        }
    }

    /**
     * A stretch of events up to the newest one.
     *
     * @param length number of events
     * @param since event time in milliseconds of the last event before it
     * @param sum of its rows
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Stretch(int length, long since, float[] sum) {}

    /**
     * Windows that have seen nothing.
     *
     * @param width values in a row, at least 1
     * @param levels 1 to {@value #MOST_LEVELS}
     * @param time event time in milliseconds before which nothing is known
     */
    public DyadicWindows(int width, int levels, long time) {
        if (width < 1 || levels < 1 || levels > MOST_LEVELS) {
            throw new IllegalArgumentException("expected at least one value in a row and 1 to %d levels, got %d and %d"
                    .formatted(MOST_LEVELS, width, levels));
        }
        this.sums = new float[width];
        this.last = new Prefix[levels];
        this.before = new Prefix[levels];
        Arrays.fill(last, new Prefix(0, time, new float[width]));
        this.newest = time;
        this.previous = time;
    }

    private DyadicWindows(float[] sums, Prefix[] last, Prefix[] before, long count, long newest, long previous) {
        this.sums = sums;
        this.last = last;
        this.before = before;
        this.count = count;
        this.newest = newest;
        this.previous = previous;
    }

    /** The shortest length of a level's window, in events. */
    public static int shortest(int level) {
        return SHORTEST << level;
    }

    /**
     * Adds an event.
     *
     * @param row whole numbers of at most {@value #LARGEST} in magnitude
     * @param time event time in milliseconds
     */
    public void add(float[] row, long time) {
        Vectors.add(sums, row);
        counted(time);
    }

    /**
     * Adds an event less a centre.
     *
     * @param row whole numbers
     * @param centre whole numbers, none further than {@value #LARGEST} from that of the row
     * @param time event time in milliseconds
     */
    public void add(float[] row, float[] centre, long time) {
        Vectors.addDifference(sums, row, centre);
        counted(time);
    }

    /** Number of events seen. */
    public long count() {
        return count;
    }

    /** Event time in milliseconds of the event before the newest one. */
    public long previous() {
        return previous;
    }

    public int levels() {
        return last.length;
    }

    /** Values in a row. */
    public int width() {
        return sums.length;
    }

    /** Events in a level's window at present, 0 while there have been too few. */
    public int length(int level) {
        return before[level] == null ? 0 : (int) (count - before[level].position());
    }

    /** Whether the newest event has moved the beginning of the level's window. */
    public boolean moved(int level) {
        return (count & (shortest(level) - 1)) == 0;
    }

    /** The squared length, as the embedding measures it, of the sum over a level's window. */
    public double squaredNorm(int level, Whitening whitening) {
        return whitening.squaredDistance(sums, before[level].sums());
    }

    /** The typicality of the sum over a level's window. */
    public double typicality(int level, Whitening whitening) {
        return whitening.typicality(sums) - whitening.typicality(before[level].sums());
    }

    /** Every stretch whose beginning is known, the shortest first. */
    public List<Stretch> stretches() {
        return prefixes().descendingMap().values().stream()
                .filter(prefix -> count - prefix.position() >= SHORTEST)
                .map(this::since)
                .toList();
    }

    /** The longest stretch of at most so many events whose beginning is known; empty while there have been too few. */
    public Optional<Stretch> stretch(int longest) {
        Prefix earliest = null;
        for (int level = 0; level < last.length; level++) {
            earliest = earlier(earliest, last[level], longest);
            earliest = earlier(earliest, before[level], longest);
        }
        return Optional.ofNullable(earliest).map(this::since);
    }

    private Prefix earlier(Prefix one, Prefix other, int longest) {
        if (other == null || count - other.position() < SHORTEST || count - other.position() > longest) {
            return one;
        }
        return one == null || other.position() < one.position() ? other : one;
    }

    private Stretch since(Prefix prefix) {
        return new Stretch((int) (count - prefix.position()), prefix.time(), Vectors.difference(sums, prefix.sums()));
    }

    /** Writes all there is. */
    public void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeLong(newest);
        out.writeLong(previous);
        out.writeByte(last.length);
        out.writeInt(sums.length);
        write(sums, out);
        NavigableMap<Long, Prefix> prefixes = prefixes();
        out.writeByte(prefixes.size());
        for (Prefix prefix : prefixes.values()) {
            out.writeLong(prefix.position());
            out.writeLong(prefix.time());
            write(prefix.sums(), out);
        }
        for (int level = 0; level < last.length; level++) {
            out.writeLong(last[level].position());
            out.writeLong(before[level] == null ? -1 : before[level].position());
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

    private void counted(long time) {
        count++;
        previous = newest;
        newest = time;
        if (count % SHORTEST == 0) {
            turn(time);
        }
    }

    private void turn(long time) {
        Prefix here = new Prefix(count, time, copyOfSums());
        for (int level = 0; level < last.length && moved(level); level++) {
            Prefix left = before[level];
            before[level] = last[level];
            last[level] = here;
            if (left != null && !kept(left)) {
                spare.push(left.sums());
            }
        }
        if (count % LONGEST == 0) {
            rebase();
        }
    }

    /** Into room that a prefix has left behind: to make new room for every fourth event costs more than to fill it. */
    private float[] copyOfSums() {
        float[] room = spare.isEmpty() ? new float[sums.length] : spare.pop();
        System.arraycopy(sums, 0, room, 0, sums.length);
        return room;
    }

    private boolean kept(Prefix prefix) {
        for (int level = 0; level < last.length; level++) {
            if (last[level].position() == prefix.position()
                    || (before[level] != null && before[level].position() == prefix.position())) {
                return true;
            }
        }
        return false;
    }

    /** Counts from the earliest prefix on, so that sums stay within what a float holds exactly. */
    private void rebase() {
        float[] base = prefixes().firstEntry().getValue().sums().clone();
        Vectors.subtract(sums, base);
        NavigableMap<Long, Prefix> moved = new TreeMap<>();
        prefixes().forEach((position, prefix) -> moved.put(position, prefix.less(base)));
        for (int level = 0; level < last.length; level++) {
            last[level] = moved.get(last[level].position());
            before[level] = moved.get(before[level].position());
        }
    }

    private NavigableMap<Long, Prefix> prefixes() {
        NavigableMap<Long, Prefix> prefixes = new TreeMap<>();
        for (int level = 0; level < last.length; level++) {
            prefixes.put(last[level].position(), last[level]);
            if (before[level] != null) {
                prefixes.put(before[level].position(), before[level]);
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
