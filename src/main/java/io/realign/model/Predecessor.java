package io.realign.model;

import java.time.Instant;
import java.util.List;

/**
 * The release that another one is to take the place of: whoever reads the newest record of a domain alone can load it.
 *
 * @param domain its lineage, {@link ModelRelease#SHARED} before the first release of a domain
 * @param version its version
 * @param artifacts one of each {@link Artifact.Kind}
 * @param notAfter the first instant at which no consumer loads it any more
 */
public record Predecessor(String domain, long version, List<Artifact> artifacts, Instant notAfter) {
    public Predecessor {
        artifacts = List.copyOf(artifacts);
    }
}
