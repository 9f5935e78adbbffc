package io.realign.cli.replay;

import io.realign.model.Artifact;
import java.util.List;

/** Result of rebuilding a release. */
sealed interface RebuildResult {
    /** The rebuilt artifacts are identical to those of the release. */
    record Identical(List<Artifact> artifacts) implements RebuildResult {}

    /** The inputs or the rebuilt artifacts differ from the release; each entry states the expected and the actual value. */
    record Different(List<String> differences) implements RebuildResult {}

    /**
     * The release could not be rebuilt.
     *
     * @param reason what is missing, as a sentence
     */
    record Missing(String reason) implements RebuildResult {}
}
