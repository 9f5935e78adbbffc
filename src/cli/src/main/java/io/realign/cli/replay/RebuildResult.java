package io.realign.cli.replay;

import io.realign.model.Artifact;
import java.util.List;

/** What came of a re-run. */
sealed interface RebuildResult {
    /** The release names these artifacts, and they came out again. */
    record Identical(List<Artifact> artifacts) implements RebuildResult {}

    /** Something else came out, or went in; each sentence says what was expected and what came. */
    record Different(List<String> differences) implements RebuildResult {}

    /** There was nothing to compare, because of what the sentence says. */
    record Missing(String reason) implements RebuildResult {}
}
