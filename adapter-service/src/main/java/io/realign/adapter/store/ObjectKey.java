package io.realign.adapter.store;

import io.realign.event.ContentId;

/**
 * Key of a stored object that is not named by its digest, such as a signed release. A key is shorter than a digest, so that the two
 * cannot collide.
 *
 * @param value 32 hexadecimal digits
 */
public record ObjectKey(String value) {
    public static ObjectKey ofRelease(String domain, long version) {
        return new ObjectKey(ContentId.of("release", domain, Long.toString(version)));
    }

    public static ObjectKey ofRelease(String releaseId) {
        return new ObjectKey(ContentId.of("release", releaseId));
    }

    static ObjectKey ofWindow(String adaptationId) {
        return new ObjectKey(ContentId.of("window", adaptationId));
    }

    static ObjectKey ofCurves(String adaptationId) {
        return new ObjectKey(ContentId.of("curves", adaptationId));
    }
}
