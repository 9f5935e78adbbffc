package io.realign.cli.replay;

import io.realign.model.Artifact;
import java.util.List;

/** Result of replaying a release. */
sealed interface ReplayResult {
    /** The reproduced artifacts are identical to those of the release. */
    record Identical(List<Artifact> artifacts) implements ReplayResult {}

    /** The inputs or the reproduced artifacts differ from the release; each entry states the expected and the actual value. */
    record Different(List<String> differences) implements ReplayResult {}

    /**
     * The release could not be replayed.
     *
     * @param reason what is missing, as a sentence
     */
    record Missing(String reason) implements ReplayResult {}
}
