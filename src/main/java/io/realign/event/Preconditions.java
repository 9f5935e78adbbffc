package io.realign.event;

/** Argument checks. Every failure names the argument, the expected range and the actual value. */
public final class Preconditions {
    private Preconditions() {}

    /** Requires a finite value of at least {@code min}. */
    public static void requireAtLeast(String name, double value, double min) {
        if (!(value >= min) || Double.isInfinite(value)) {
            throw failure(name, format(min) + " or more", value);
        }
    }

    /** Requires a value of at least {@code min}. */
    public static void requireAtLeast(String name, long value, long min) {
        if (value < min) {
            throw new IllegalArgumentException("%s: expected %d or more, got %d".formatted(name, min, value));
        }
    }

    /** Requires a finite value above 0. */
    public static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw failure(name, "a positive number", value);
        }
    }

    /** Requires a value of {@code min} to {@code max}, both included. */
    public static void requireBetween(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw failure(name, format(min) + " to " + format(max), value);
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
        return new IllegalArgumentException("%s: expected %s, got %s".formatted(name, expected, format(value)));
    }

    private static String format(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
