package io.realign.cli.streams;

import java.util.Random;

/** How rows come about while nothing changes. */
@FunctionalInterface
public interface Law {
    /** A stream of this law, in its stationary state from the first row on. */
    RowStream start(Random random);
}
