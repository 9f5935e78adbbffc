package io.realign.model;

import java.time.Instant;

/**
 * A release whose signature a consumer has verified.
 *
 * @param keyId id of the trusted key that has signed it, see {@link TrustedKey#id}
 * @param verifiedAt time of the verification, at which the key was valid
 */
public record VerifiedRelease(ModelRelease release, String keyId, Instant verifiedAt) {
    /** Whether the release had expired when it was verified. */
    public boolean wasExpired() {
        return release.isExpiredAt(verifiedAt);
    }
}
