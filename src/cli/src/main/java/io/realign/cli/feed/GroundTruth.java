package io.realign.cli.feed;

/**
 * What the feeder knows of an event and tells nobody.
 *
 * @param label its class
 * @param phase the stretch of the stream that it belongs to
 * @param frozenLabel what version 1 says of it; the true label when nobody asked
 */
record GroundTruth(String label, String phase, String frozenLabel) {
    /** A truth for which nobody asked version 1. */
    GroundTruth(String label, String phase) {
        this(label, phase, label);
    }
}
