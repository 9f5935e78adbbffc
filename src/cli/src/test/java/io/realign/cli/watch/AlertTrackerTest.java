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
    private final AlertTracker tracker = new AlertTracker();

    @Test
    void alert_isOpen_untilEveryConsumerServesTheRelease() {
        accept(status("one", "*", 1, State.ACTIVE), status("two", "*", 1, State.ACTIVE), alert("x", "site-a"));
        assertThat(tracker.openAlerts()).extracting(DriftAlert::id).containsExactly("x");

        accept(outcome("x", "site-a", Outcome.RELEASED, 2), status("one", "site-a", 2, State.ACTIVE));
        assertThat(tracker.openAlerts()).hasSize(1);

        accept(status("two", "site-a", 2, State.LOADED));
        assertThat(tracker.openAlerts()).hasSize(1);

        accept(status("two", "site-a", 2, State.ACTIVE));
        assertThat(tracker.openAlerts()).isEmpty();
    }

    @Test
    void alert_isResolved_whenTheCandidateIsRejected() {
        accept(status("one", "*", 1, State.ACTIVE), alert("x", "site-a"));

        accept(outcome("x", "site-a", Outcome.REJECTED, 0));

        assertThat(tracker.openAlerts()).isEmpty();
        assertThat(tracker.endedAdaptations()).hasSize(1);
    }

    @Test
    void alert_isResolved_whenAConsumerFailsToLoadTheRelease() {
        accept(status("one", "*", 1, State.ACTIVE), alert("x", "site-a"), outcome("x", "site-a", Outcome.RELEASED, 2));

        accept(status("one", "site-a", 2, State.FAILED));

        assertThat(tracker.openAlerts()).isEmpty();
    }

    @Test
    void baseModel_isPresent_onlyWhenItsConsumersAreActive() {
        accept(release("*", 1, ""));
        assertThat(tracker.baseModel()).isEmpty();

        accept(status("one", "*", 1, State.LOADED));
        assertThat(tracker.baseModel()).isEmpty();

        accept(status("one", "*", 1, State.ACTIVE));
        assertThat(tracker.baseModel()).isPresent();
    }

    private void accept(Object... messages) {
        for (Object message : messages) {
            tracker.accept(message);
        }
    }
}
