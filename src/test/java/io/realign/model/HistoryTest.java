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

        assertThat(history.live("kiln")).hasValue(shared);
        assertThat(history.live("oven")).hasValue(second);
        assertThat(History.EMPTY.live("oven")).isEmpty();
    }

    @Test
    void newestReleaseIsLive_inWhateverOrderTheyAreRead() {
        assertThat(History.EMPTY.with(shared).with(third).with(second).live("oven"))
                .hasValue(third);
    }

    @Test
    void messageThatComesTwice_countsOnce() {
        History history = History.EMPTY.with(shared).with(second).with(second);

        assertThat(history.releases()).containsExactly(shared, second);
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
