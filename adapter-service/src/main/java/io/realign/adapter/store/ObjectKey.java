package io.realign.adapter.store;

import io.realign.event.ContentId;

/**
 * What something is kept under that is no artifact, such as a signed release: never longer than a digest and never one, so that
 * the two do not meet.
 *
 * @param value 32 hexadecimal digits
 */
public record ObjectKey(String value) {
    /** By its place in a lineage. */
    public static ObjectKey ofRelease(String domain, long version) {
        return new ObjectKey(ContentId.of("kept release", domain, Long.toString(version)));
    }

    /** By its id, whatever that looks like. */
    public static ObjectKey ofRelease(String releaseId) {
        return new ObjectKey(ContentId.of("kept release", releaseId));
    }

    /** Of the list of the events that an adaptation was about. */
    static ObjectKey ofWindow(String adaptationId) {
        return new ObjectKey(ContentId.of("kept window", adaptationId));
    }

    /** Of how the candidates of an adaptation were trained. */
    static ObjectKey ofCurves(String adaptationId) {
        return new ObjectKey(ContentId.of("kept curves", adaptationId));
    }
}
