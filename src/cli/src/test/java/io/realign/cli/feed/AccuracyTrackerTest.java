package io.realign.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.rollout.Prediction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccuracyTrackerTest {
    private final AccuracyTracker book = new AccuracyTracker();

    @Test
    void predictions_areCounted_byPhaseAndVersion() {
        book.expect("d", "1", new GroundTruth("a", "early", "a"));
        book.expect("d", "2", new GroundTruth("a", "early", "b"));
        book.expect("d", "3", new GroundTruth("b", "late", "a"));

        book.accept(prediction("d", "1", "a", 1));
        book.accept(prediction("d", "2", "a", 2));
        book.accept(prediction("d", "3", "a", 2));

        assertThat(book.byVersion("early"))
                .containsEntry(1L, new AccuracyCount(1, 1, 1))
                .containsEntry(2L, new AccuracyCount(1, 1, 0));
        assertThat(book.score("late", version -> true)).isEqualTo(new AccuracyCount(1, 0, 0));
        assertThat(book.score("early", version -> version == 1).accuracy()).isEqualTo(100);
        assertThat(book.pending()).isZero();
    }

    @Test
    void aSecondPrediction_andOneOfAnotherDomain_countForNothing() {
        book.expect("d", "1", new GroundTruth("a", "early"));

        book.accept(prediction("other", "1", "a", 1));
        assertThat(book.pending()).isOne();

        book.accept(prediction("d", "1", "a", 1));
        book.accept(prediction("d", "1", "b", 1));
        assertThat(book.score("early", version -> true)).isEqualTo(new AccuracyCount(1, 1, 1));
    }

    private static Prediction prediction(String domain, String id, String label, long version) {
        return new Prediction(id, domain, Instant.EPOCH, label, List.of(1f), "*", version);
    }
}
