package io.realign.model;

import static org.assertj.core.api.Assertions.assertThat;

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
        ModelRelease tenth = third.after(second, new Exposure(1, 100, 900, false, Instant.EPOCH, ""));
        ModelRelease half = third.after(second, new Exposure(2, 500, 500, false, Instant.EPOCH, ""));

        assertThat(History.EMPTY.with(second).with(tenth).with(half).newest("oven"))
                .hasValue(half);
        assertThat(History.EMPTY.with(second).with(half).with(tenth).newest("oven"))
                .hasValue(half);
    }

    @Test
    void releaseThatServesAPart_isARollout_untilItServesAll_orANewerOneComes() {
        ModelRelease half = third.after(second, new Exposure(2, 500, 500, false, Instant.EPOCH, ""));
        ModelRelease all = half.at(new Exposure(3, 1000, 0, false, Instant.EPOCH, ""));
        History under = History.EMPTY.with(shared).with(second).with(half);

        assertThat(under.rollouts()).containsExactly(half);
        assertThat(under.with(all).rollouts()).isEmpty();
        assertThat(under.with(release("oven", 4, "")).rollouts()).isEmpty();
    }

    @Test
    void aliases_sayWhatEachVersionIs_whileARolloutIsUnderWayAndAfterIt() {
        ModelRelease half = third.after(second, new Exposure(2, 500, 500, false, Instant.EPOCH, ""));
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

    private static ModelRelease release(String domain, long version, String adaptation) {
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
                0);
    }
}
