package io.realign.client;

import io.realign.schemas.Announcement;
import io.realign.schemas.SignedRelease;
import java.util.Optional;

/**
 * A record of {@code models}.
 *
 * @param signed as it travelled
 * @param announcement as it is understood
 * @param traceparent its header of this name, which nobody vouches for
 */
record Heard(SignedRelease signed, Announcement announcement, Optional<String> traceparent) {}
