package io.realign.event;

/** Argument checks. Every failure names the argument, the expected range and the actual value. */
public final class Preconditions {
    private Preconditions() {}

    /** Requires a finite value of at least {@code least}. */
    public static void requireAtLeast(String name, double value, double least) {
        if (!(value >= least) || Double.isInfinite(value)) {
            throw failure(name, plain(least) + " or more", value);
        }
    }

    /** Requires a value of at least {@code least}. */
    public static void requireAtLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException("%s: expected %d or more, got %d".formatted(name, least, value));
        }
    }

    /** Requires a finite value above 0. */
    public static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw failure(name, "a positive number", value);
        }
    }

    /** Requires a value of {@code least} to {@code most}, both included. */
    public static void requireBetween(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw failure(name, plain(least) + " to " + plain(most), value);
        }
    }

    /** Requires a value of 0 to 1. */
    public static void requireFraction(String name, double value) {
        requireBetween(name, value, 0, 1);
    }

    /** Requires a finite value. */
    public static void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw failure(name, "a finite number", value);
        }
    }

    private static IllegalArgumentException failure(String name, String expected, double value) {
        return new IllegalArgumentException("%s: expected %s, got %s".formatted(name, expected, plain(value)));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
