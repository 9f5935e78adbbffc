package io.realign.adapter.model;

import io.realign.event.ContentId;

/**
 * What something is kept under that is no artifact, such as a signed release: never longer than a digest and never one, so that
 * the two do not meet.
 *
 * @param text 32 hexadecimal digits
 */
public record ReleaseName(String text) {
    /** By its place in a lineage. */
    public static ReleaseName of(String domain, long version) {
        return new ReleaseName(ContentId.of("kept release", domain, Long.toString(version)));
    }

    /** By its id, whatever that looks like. */
    public static ReleaseName of(String releaseId) {
        return new ReleaseName(ContentId.of("kept release", releaseId));
    }

    /** Of the list of the events that an adaptation was about. */
    static ReleaseName ofWindow(String adaptationId) {
        return new ReleaseName(ContentId.of("kept window", adaptationId));
    }

    /** Of how the candidates of an adaptation were trained. */
    static ReleaseName ofCurves(String adaptationId) {
        return new ReleaseName(ContentId.of("kept curves", adaptationId));
    }
}
