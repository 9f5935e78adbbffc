package io.realign.lab.stream;

import java.util.Random;

/** A distribution of streams without a change. */
@FunctionalInterface
public interface StreamGenerator {
    /** Starts a stream, stationary from its first row. */
    FeatureStream start(Random random);
}
