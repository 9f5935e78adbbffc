package io.realign.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adaptation.AnswerChange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final ModelRelease shared = release(ModelRelease.SHARED, 1, "");
    private final ModelRelease second = release("oven", 2, "adaptation-2");
    private final ModelRelease third = release("oven", 3, "adaptation-3");

    @Test
    void domainWithoutAReleaseOfItsOwn_isServedByTheSharedOne() {
        History history = History.EMPTY.with(shared).with(second);

        assertThat(history.newest("kiln")).hasValue(shared);
        assertThat(history.newest("oven")).hasValue(second);
        assertThat(History.EMPTY.newest("oven")).isEmpty();
    }

    @Test
    void newestReleaseIsLive_inWhateverOrderTheyAreRead() {
        assertThat(History.EMPTY.with(shared).with(third).with(second).newest("oven"))
                .hasValue(third);
    }

    @Test
    void messageThatComesTwice_countsOnce() {
        History history = History.EMPTY.with(shared).with(second).with(second);

        assertThat(history.releases()).containsExactly(shared, second);
    }

    @Test
    void newestStepOfARelease_isTheOneThatCounts_inWhateverOrderTheyAreRead() {
        ModelRelease tenth =
                third.after(second, AnswerChange.NONE, new Exposure(1, 100, 900, false, Instant.EPOCH, ""));
        ModelRelease half = third.after(second, AnswerChange.NONE, new Exposure(2, 500, 500, false, Instant.EPOCH, ""));

        assertThat(History.EMPTY.with(second).with(tenth).with(half).newest("oven"))
                .hasValue(half);
        assertThat(History.EMPTY.with(second).with(half).with(tenth).newest("oven"))
                .hasValue(half);
    }

    @Test
    void releaseThatServesAPart_isARollout_untilItServesAll_orANewerOneComes() {
        ModelRelease half = third.after(second, AnswerChange.NONE, new Exposure(2, 500, 500, false, Instant.EPOCH, ""));
        ModelRelease all = half.at(new Exposure(3, 1000, 0, false, Instant.EPOCH, ""));
        History under = History.EMPTY.with(shared).with(second).with(half);

        assertThat(under.rollouts()).containsExactly(half);
        assertThat(under.with(all).rollouts()).isEmpty();
        assertThat(under.with(release("oven", 4, "")).rollouts()).isEmpty();
    }

    @Test
    void aliases_sayWhatEachVersionIs_whileARolloutIsUnderWayAndAfterIt() {
        ModelRelease half = third.after(second, AnswerChange.NONE, new Exposure(2, 500, 500, false, Instant.EPOCH, ""));
        ModelRelease all = half.at(new Exposure(3, 1000, 0, false, Instant.EPOCH, ""));
        History under = History.EMPTY.with(shared).with(second).with(half);

        assertThat(under.aliases()).containsExactly(new Aliases("*", 0, 1, 0), new Aliases("oven", 3, 2, 0));
        assertThat(under.with(all).aliases()).contains(new Aliases("oven", 0, 3, 2));
    }

    @Test
    void release_isFoundByItsAdaptation() {
        History history = History.EMPTY.with(shared).with(second).with(third);

        assertThat(history.releaseOf("adaptation-2")).hasValue(second);
        assertThat(history.releaseOf("adaptation-4")).isEmpty();
    }

    @Test
    void releaseIsTakenBack_whenTheNextVersionBringsAnEarlierOneBack() {
        AdaptationRecord record = record("oven", 1, 2);
        History released = History.EMPTY.with(shared).with(second).with(record);

        assertThat(released.takenBack(record)).isFalse();
        assertThat(released.with(third).takenBack(record)).isFalse();
        assertThat(released.with(rollback("kiln", 3)).takenBack(record)).isFalse();
        assertThat(released.with(rollback("oven", 3)).takenBack(record)).isTrue();
    }

    @Test
    void releaseIsTakenBack_whenTheRollbackIsGone_butALaterAdaptationContinuedIt() {
        AdaptationRecord record = record("oven", 1, 2);
        History compacted =
                History.EMPTY.with(shared).with(release("oven", 4, "")).with(record);

        assertThat(compacted.with(record("oven", 3, 4)).takenBack(record)).isTrue();
        assertThat(compacted
                        .with(record("oven", 2, 3))
                        .with(record("oven", 3, 4))
                        .takenBack(record))
                .isFalse();
    }

    @Test
    void adaptationWithoutARelease_hasNothingToTakeBack() {
        AdaptationRecord refused = record("oven", 1, 0);

        assertThat(History.EMPTY.with(rollback("oven", 3)).with(refused).takenBack(refused))
                .isFalse();
    }

    private static AdaptationRecord record(String domain, long parent, long version) {
        return new AdaptationRecord(
                domain + parent + "-" + version,
                "",
                domain,
                version > 0 ? Outcome.RELEASED : Outcome.REFUSED,
                parent == 1 ? ModelRelease.SHARED : domain,
                parent,
                version,
                1,
                1,
                1,
                7,
                List.of(),
                List.of(),
                "",
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static ModelRelease release(String domain, long version, String adaptation) {
        return release(domain, version, adaptation, 0);
    }

    private static ModelRelease rollback(String domain, long version) {
        return release(domain, version, "", 1);
    }

    private static ModelRelease release(String domain, long version, String adaptation, long rollbackTo) {
        return new ModelRelease(
                domain + version,
                domain,
                version,
                version - 1,
                "",
                adaptation,
                4,
                List.of("a", "b"),
                List.of(),
                List.of(),
                7,
                1,
                List.of(),
                List.of(),
                Instant.EPOCH,
                Provenance.UNKNOWN,
                Instant.EPOCH,
                rollbackTo);
    }
}
