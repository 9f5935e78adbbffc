package io.realign.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.rollout.Prediction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccuracyTrackerTest {
    private final AccuracyTracker tracker = new AccuracyTracker();

    @Test
    void predictions_areCounted_byPhaseAndVersion() {
        tracker.expect("d", "1", new GroundTruth("a", "early", "a"));
        tracker.expect("d", "2", new GroundTruth("a", "early", "b"));
        tracker.expect("d", "3", new GroundTruth("b", "late", "a"));

        tracker.accept(prediction("d", "1", "a", 1));
        tracker.accept(prediction("d", "2", "a", 2));
        tracker.accept(prediction("d", "3", "a", 2));

        assertThat(tracker.byVersion("early"))
                .containsEntry(1L, new AccuracyCount(1, 1, 1))
                .containsEntry(2L, new AccuracyCount(1, 1, 0));
        assertThat(tracker.total("late")).isEqualTo(new AccuracyCount(1, 0, 0));
        assertThat(tracker.total("early", version -> version == 1).accuracy()).isEqualTo(100);
        assertThat(tracker.pending()).isZero();
    }

    @Test
    void repeatedPrediction_andOneOfAnotherDomain_areIgnored() {
        tracker.expect("d", "1", new GroundTruth("a", "early"));

        tracker.accept(prediction("other", "1", "a", 1));
        assertThat(tracker.pending()).isOne();

        tracker.accept(prediction("d", "1", "a", 1));
        tracker.accept(prediction("d", "1", "b", 1));
        assertThat(tracker.total("early")).isEqualTo(new AccuracyCount(1, 1, 1));
    }

    private static Prediction prediction(String domain, String id, String label, long version) {
        return new Prediction(id, domain, Instant.EPOCH, label, List.of(1f), "*", version);
    }
}
