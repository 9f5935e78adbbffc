package io.realign.cli.replay;

/** Where events are read again. */
enum EventOrigin {
    /** The topics that they came by. */
    LOG,
    /** What the adapter has kept of them. */
    SNAPSHOT
}
