package io.realign.cli.replay;

/** Where training events are read from. */
enum EventOrigin {
    /** The Kafka topics. */
    LOG,
    /** The snapshots of the adapter service. */
    SNAPSHOT
}
