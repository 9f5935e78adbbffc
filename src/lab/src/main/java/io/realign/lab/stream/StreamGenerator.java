package io.realign.lab.stream;

import java.util.Random;

/** How rows come about while nothing changes. */
@FunctionalInterface
public interface StreamGenerator {
    /** A stream of this law, in its stationary state from the first row on. */
    FeatureStream start(Random random);
}
