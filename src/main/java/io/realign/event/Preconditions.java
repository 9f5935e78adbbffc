package io.realign.event;

/** What settings must be. */
public final class Preconditions {
    private Preconditions() {}

    public static void requireAtLeast(String name, double value, double least) {
        if (!(value >= least) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "%s: expected %s or more, got %s".formatted(name, plain(least), plain(value)));
        }
    }

    public static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("%s: expected a positive number, got %s".formatted(name, plain(value)));
        }
    }

    public static void requireBetween(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s: expected %s to %s, got %s".formatted(name, plain(least), plain(most), plain(value)));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
