package io.realign.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.testing.AdaptationBuilder;
import io.realign.testing.ReleaseBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseHistoryTest {
    private final ModelRelease shared = release(ModelRelease.SHARED, 1, "");
    private final ModelRelease second = release("oven", 2, "adaptation-2");
    private final ModelRelease third = release("oven", 3, "adaptation-3");

    @Test
    void newestRelease_withoutOwnRelease_isShared() {
        ReleaseHistory history = ReleaseHistory.EMPTY.with(shared).with(second);

        assertThat(history.newestRelease("kiln")).hasValue(shared);
        assertThat(history.newestRelease("oven")).hasValue(second);
        assertThat(ReleaseHistory.EMPTY.newestRelease("oven")).isEmpty();
    }

    @Test
    void newestRelease_isIndependentOfOrder() {
        assertThat(ReleaseHistory.EMPTY.with(shared).with(third).with(second).newestRelease("oven"))
                .hasValue(third);
    }

    @Test
    void duplicateRelease_isIgnored() {
        ReleaseHistory history = ReleaseHistory.EMPTY.with(shared).with(second).with(second);

        assertThat(history.releases()).containsExactly(shared, second);
    }

    @Test
    void newestStep_isIndependentOfOrder() {
        ModelRelease tenth =
                third.replacing(second, PredictionChange.NONE, new TrafficSplit(1, 100, 900, false, Instant.EPOCH, ""));
        ModelRelease half =
                third.replacing(second, PredictionChange.NONE, new TrafficSplit(2, 500, 500, false, Instant.EPOCH, ""));

        assertThat(ReleaseHistory.EMPTY.with(second).with(tenth).with(half).newestRelease("oven"))
                .hasValue(half);
        assertThat(ReleaseHistory.EMPTY.with(second).with(half).with(tenth).newestRelease("oven"))
                .hasValue(half);
    }

    @Test
    void openRollouts_endWithFullTrafficOrNewerRelease() {
        ModelRelease half =
                third.replacing(second, PredictionChange.NONE, new TrafficSplit(2, 500, 500, false, Instant.EPOCH, ""));
        ModelRelease all = half.withTraffic(new TrafficSplit(3, 1000, 0, false, Instant.EPOCH, ""));
        ReleaseHistory rollingOut =
                ReleaseHistory.EMPTY.with(shared).with(second).with(half);

        assertThat(rollingOut.openRollouts()).containsExactly(half);
        assertThat(rollingOut.with(all).openRollouts()).isEmpty();
        assertThat(rollingOut.with(release("oven", 4, "")).openRollouts()).isEmpty();
    }

    @Test
    void aliases_duringAndAfterRollout() {
        ModelRelease half =
                third.replacing(second, PredictionChange.NONE, new TrafficSplit(2, 500, 500, false, Instant.EPOCH, ""));
        ModelRelease all = half.withTraffic(new TrafficSplit(3, 1000, 0, false, Instant.EPOCH, ""));
        ReleaseHistory rollingOut =
                ReleaseHistory.EMPTY.with(shared).with(second).with(half);

        assertThat(rollingOut.aliases()).containsExactly(new Aliases("*", 0, 1, 0), new Aliases("oven", 3, 2, 0));
        assertThat(rollingOut.with(all).aliases()).contains(new Aliases("oven", 0, 3, 2));
    }

    @Test
    void releaseOf_findsReleaseByAdaptation() {
        ReleaseHistory history = ReleaseHistory.EMPTY.with(shared).with(second).with(third);

        assertThat(history.releaseOf("adaptation-2")).hasValue(second);
        assertThat(history.releaseOf("adaptation-4")).isEmpty();
    }

    @Test
    void wasRolledBack_nextVersionIsRollback() {
        AdaptationRecord record = record("oven", 1, 2);
        ReleaseHistory released = ReleaseHistory.EMPTY.with(shared).with(second).with(record);

        assertThat(released.wasRolledBack(record)).isFalse();
        assertThat(released.with(third).wasRolledBack(record)).isFalse();
        assertThat(released.with(rollback("kiln", 3)).wasRolledBack(record)).isFalse();
        assertThat(released.with(rollback("oven", 3)).wasRolledBack(record)).isTrue();
    }

    @Test
    void wasRolledBack_compactedRollback_isParentOfLaterAdaptation() {
        AdaptationRecord record = record("oven", 1, 2);
        ReleaseHistory compacted =
                ReleaseHistory.EMPTY.with(shared).with(release("oven", 4, "")).with(record);

        assertThat(compacted.with(record("oven", 3, 4)).wasRolledBack(record)).isTrue();
        assertThat(compacted
                        .with(record("oven", 2, 3))
                        .with(record("oven", 3, 4))
                        .wasRolledBack(record))
                .isFalse();
    }

    @Test
    void wasRolledBack_withoutRelease_isFalse() {
        AdaptationRecord rejected = record("oven", 1, 0);

        assertThat(ReleaseHistory.EMPTY.with(rollback("oven", 3)).with(rejected).wasRolledBack(rejected))
                .isFalse();
    }

    private static AdaptationRecord record(String domain, long parent, long version) {
        return new AdaptationBuilder("alert", domain, version > 0 ? Outcome.RELEASED : Outcome.REJECTED)
                .id(domain + parent + "-" + version)
                .parent(parent == 1 ? ModelRelease.SHARED : domain, parent)
                .version(version)
                .input(1, 1, List.of())
                .training(7, 1, List.of())
                .build();
    }

    private static ModelRelease release(String domain, long version, String adaptation) {
        return release(domain, version, adaptation, 0);
    }

    private static ModelRelease rollback(String domain, long version) {
        return release(domain, version, "", 1);
    }

    private static ModelRelease release(String domain, long version, String adaptation, long rollbackTo) {
        return new ReleaseBuilder(domain, version)
                .id(domain + version)
                .trigger("", adaptation)
                .featureCount(4)
                .artifacts(List.of())
                .expiresAt(Instant.EPOCH)
                .rollbackTo(rollbackTo)
                .build();
    }
}
