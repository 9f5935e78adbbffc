package io.realign.cli.feed;

/**
 * What the feeder knows of an event and tells nobody.
 *
 * @param label its class
 * @param phase the stretch of the stream that it belongs to
 * @param frozen what version 1 says of it; the true label when nobody asked
 */
record Truth(String label, String phase, String frozen) {
    /** A truth for which nobody asked version 1. */
    Truth(String label, String phase) {
        this(label, phase, label);
    }
}
