package io.realign.cli.replay;

import io.realign.model.Artifact;
import java.util.List;

/** The result of a replay. */
sealed interface RebuildResult {
    /** All artifacts have the digests of the release. */
    record Identical(List<Artifact> artifacts) implements RebuildResult {}

    /** Inputs or artifacts differ; each entry has the expected and the actual value. */
    record Different(List<String> differences) implements RebuildResult {}

    /** The replay is impossible for the given reason. */
    record Missing(String reason) implements RebuildResult {}
}
