package io.realign.bench;

/** A way to make a yardstick of a reference. */
interface Method {
    /** Name in the tables. */
    String name();

    /**
     * A yardstick that has seen no event yet.
     *
     * @param reference in-control rows, none of them in the stream
     * @param seed of everything that is drawn
     */
    Yardstick fit(float[][] reference, long seed);
}
