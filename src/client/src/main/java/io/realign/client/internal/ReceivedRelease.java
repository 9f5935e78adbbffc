package io.realign.client.internal;

import io.realign.schemas.ReleaseAnnouncement;
import io.realign.schemas.SignedRelease;

/**
 * A record of {@code models}.
 *
 * @param signed as it travelled
 * @param announcement as it is understood
 */
public record ReceivedRelease(SignedRelease signed, ReleaseAnnouncement announcement) {}
