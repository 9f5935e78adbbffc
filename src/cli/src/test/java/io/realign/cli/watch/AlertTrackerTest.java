package io.realign.cli.watch;

import static io.realign.cli.watch.Messages.alert;
import static io.realign.cli.watch.Messages.outcome;
import static io.realign.cli.watch.Messages.release;
import static io.realign.cli.watch.Messages.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.alert.DriftAlert;
import io.realign.rollout.RolloutStatus.State;
import org.junit.jupiter.api.Test;

class AlertTrackerTest {
    private final AlertTracker episodes = new AlertTracker();

    @Test
    void episode_isOpen_untilTheReleaseHasReachedEveryConsumer() {
        accept(status("one", "*", 1, State.ACTIVE), status("two", "*", 1, State.ACTIVE), alert("x", "site-a"));
        assertThat(episodes.openAlerts()).extracting(DriftAlert::id).containsExactly("x");

        accept(outcome("x", "site-a", Outcome.RELEASED, 2), status("one", "site-a", 2, State.ACTIVE));
        assertThat(episodes.openAlerts()).hasSize(1);

        accept(status("two", "site-a", 2, State.LOADED));
        assertThat(episodes.openAlerts()).hasSize(1);

        accept(status("two", "site-a", 2, State.ACTIVE));
        assertThat(episodes.openAlerts()).isEmpty();
    }

    @Test
    void episode_isOver_whenTheCandidateIsRefused() {
        accept(status("one", "*", 1, State.ACTIVE), alert("x", "site-a"));

        accept(outcome("x", "site-a", Outcome.REJECTED, 0));

        assertThat(episodes.openAlerts()).isEmpty();
        assertThat(episodes.outcomes()).hasSize(1);
    }

    @Test
    void episode_isOver_whenAConsumerSaysThatItCannotSwap() {
        accept(status("one", "*", 1, State.ACTIVE), alert("x", "site-a"), outcome("x", "site-a", Outcome.RELEASED, 2));

        accept(status("one", "site-a", 2, State.FAILED));

        assertThat(episodes.openAlerts()).isEmpty();
    }

    @Test
    void sharedVersion_isLive_onlyWhenItsConsumersAreActive() {
        accept(release("*", 1, ""));
        assertThat(episodes.baseModel()).isEmpty();

        accept(status("one", "*", 1, State.LOADED));
        assertThat(episodes.baseModel()).isEmpty();

        accept(status("one", "*", 1, State.ACTIVE));
        assertThat(episodes.baseModel()).isPresent();
    }

    private void accept(Object... messages) {
        for (Object message : messages) {
            episodes.accept(message);
        }
    }
}
