package io.realign.client;

import io.realign.schemas.Announcement;
import io.realign.schemas.SignedRelease;

/**
 * A record of {@code models}.
 *
 * @param signed as it travelled
 * @param announcement as it is understood
 */
record Heard(SignedRelease signed, Announcement announcement) {}
