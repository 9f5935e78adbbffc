package io.realign.adapter.console.history;

import io.realign.model.ModelRelease;
import io.realign.model.PreviousRelease;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/**
 * The rollback of a release.
 *
 * @param version version of the release that restored the previous release
 * @param reason reason of the rollback, truncated to {@link #MAX_REASON_LENGTH} characters
 * @param at time of the rollback
 */
public record Rollback(
        @ColumnName("rollback_version") long version,
        String reason,
        @ColumnName("rolled_back_at") Instant at) {
    static final int MAX_REASON_LENGTH = 1000;

    /** A rollback and the release that it ended. Public, as Jdbi binds only methods of public types. */
    public record Row(String domain, long version, long rollbackVersion, String reason, Instant at) {}

    /** The rollback that a release has carried out; empty if the release is not a rollback. */
    static Optional<Row> carriedOutBy(ModelRelease release) {
        return release.previous()
                .filter(ended -> release.origin().rollbackTo() > 0)
                .map(PreviousRelease::version)
                .map(ended -> new Row(
                        release.domain(),
                        ended,
                        release.version(),
                        truncate(release.traffic().reason()),
                        release.traffic().startedAt()));
    }

    private static String truncate(String reason) {
        return reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH));
    }
}
