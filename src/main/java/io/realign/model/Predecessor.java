package io.realign.model;

import io.realign.adaptation.AnswerChange;
import java.time.Instant;
import java.util.List;

/**
 * The release that another one is to take the place of: whoever reads the newest record of a domain alone can load it.
 *
 * @param domain its lineage, {@link ModelRelease#SHARED} before the first release of a domain
 * @param version its version
 * @param artifacts one of each {@link Artifact.Kind}
 * @param notAfter the first instant at which no consumer loads it any more
 * @param change how the answers of the release differed from its own on the window that the release was accepted for
 */
public record Predecessor(
        String domain, long version, List<Artifact> artifacts, Instant notAfter, AnswerChange change) {
    public Predecessor {
        artifacts = List.copyOf(artifacts);
    }
}
