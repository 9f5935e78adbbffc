package io.realign.cli.replay;

/** Where the training events of a release are stored. */
enum EventOrigin {
    /** Kafka topics. */
    LOG,
    /** Snapshots of the adapter service. */
    SNAPSHOT
}
