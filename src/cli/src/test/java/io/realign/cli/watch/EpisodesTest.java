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

class EpisodesTest {
    private final Episodes episodes = new Episodes();

    @Test
    void episode_isOpen_untilTheReleaseHasReachedEveryConsumer() {
        accept(status("one", "*", 1, State.ACTIVE), status("two", "*", 1, State.ACTIVE), alert("x", "site-a"));
        assertThat(episodes.open()).extracting(DriftAlert::id).containsExactly("x");

        accept(outcome("x", "site-a", Outcome.RELEASED, 2), status("one", "site-a", 2, State.ACTIVE));
        assertThat(episodes.open()).hasSize(1);

        accept(status("two", "site-a", 2, State.LOADED));
        assertThat(episodes.open()).hasSize(1);

        accept(status("two", "site-a", 2, State.ACTIVE));
        assertThat(episodes.open()).isEmpty();
    }

    @Test
    void episode_isOver_whenTheCandidateIsRefused() {
        accept(status("one", "*", 1, State.ACTIVE), alert("x", "site-a"));

        accept(outcome("x", "site-a", Outcome.REFUSED, 0));

        assertThat(episodes.open()).isEmpty();
        assertThat(episodes.outcomes()).hasSize(1);
    }

    @Test
    void episode_isOver_whenAConsumerSaysThatItCannotSwap() {
        accept(status("one", "*", 1, State.ACTIVE), alert("x", "site-a"), outcome("x", "site-a", Outcome.RELEASED, 2));

        accept(status("one", "site-a", 2, State.FAILED));

        assertThat(episodes.open()).isEmpty();
    }

    @Test
    void sharedVersion_isLive_onlyWhenItsConsumersAreActive() {
        accept(release("*", 1, ""));
        assertThat(episodes.shared()).isEmpty();

        accept(status("one", "*", 1, State.LOADED));
        assertThat(episodes.shared()).isEmpty();

        accept(status("one", "*", 1, State.ACTIVE));
        assertThat(episodes.shared()).isPresent();
    }

    private void accept(Object... messages) {
        for (Object message : messages) {
            episodes.accept(message);
        }
    }
}
