package io.realign.event;

/** Argument checks. Every failure names the argument, the expected range and the actual value. */
public final class Preconditions {
    private Preconditions() {}

    /** Requires a finite value of at least {@code least}. */
    public static void requireAtLeast(String name, double value, double least) {
        require(value >= least && Double.isFinite(value), name, "%s or more".formatted(plain(least)), value);
    }

    /** Requires a finite value above 0. */
    public static void requirePositive(String name, double value) {
        require(value > 0 && Double.isFinite(value), name, "a positive number", value);
    }

    /** Requires a value of {@code least} to {@code most}, both included. */
    public static void requireBetween(String name, double value, double least, double most) {
        require(value >= least && value <= most, name, "%s to %s".formatted(plain(least), plain(most)), value);
    }

    /** Requires a value of 0 to 1. */
    public static void requireFraction(String name, double value) {
        requireBetween(name, value, 0, 1);
    }

    /** Requires a finite value. */
    public static void requireFinite(String name, double value) {
        require(Double.isFinite(value), name, "a finite number", value);
    }

    private static void require(boolean valid, String name, String expected, double value) {
        if (!valid) {
            throw new IllegalArgumentException("%s: expected %s, got %s".formatted(name, expected, plain(value)));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
