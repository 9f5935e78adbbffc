package io.realign.cli.demo;

import static io.realign.cli.watch.Messages.alert;
import static io.realign.cli.watch.Messages.outcome;
import static io.realign.cli.watch.Messages.release;
import static io.realign.cli.watch.Messages.skipped;
import static io.realign.cli.watch.Messages.status;
import static io.realign.cli.watch.Messages.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.rollout.RolloutStatus.State;
import io.realign.window.DriftWindow;
import io.realign.window.RunLengthPromise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTrackerTest {
    private final StageTracker stages = new StageTracker();
    private final List<String> lines = new ArrayList<>();
    private int seconds;

    @Test
    void adaptation_printsOneLinePerStage() {
        accept(
                release("*", 1, ""),
                status("job/0", "*", 1, State.LOADED),
                status("job/0", "*", 1, State.ACTIVE),
                window("site-a", DriftWindow.SOURCE, 0.3),
                window("site-a", DriftWindow.SOURCE, 1.2),
                window("site-a", DriftWindow.SOURCE, 1.4),
                alert("x", "site-a"),
                window("site-a", DriftWindow.SOURCE, 1.9),
                outcome("x", "site-a", Outcome.RELEASED, 2),
                release("site-a", 2, "x"),
                status("job/0", "site-a", 2, State.LOADED),
                status("job/0", "site-a", 2, State.ACTIVE),
                window("site-a", "x", 0.4),
                window("site-a", "x", 0.3));

        assertThat(lines)
                .containsExactly(
                        "released shared v1, trained on the source only",
                        "job/0 serves shared v1",
                        "drift suspected in site-a: score 1.20 over the latest 128 events (threshold 1)",
                        "drift confirmed in site-a: alert 1, score 1.60 (discrepancy), MMD^2 0.0500, 128"
                                + " events in target.events-2[10,138)",
                        "calibrated to one false alert in 10000 (6100 to 16400) events",
                        "significantly shifted features: x3",
                        "adapting site-a",
                        "candidate accepted for site-a after 300 steps: + agreement 0.840 (threshold 0.900)",
                        "released site-a v2",
                        "job/0 swapped to site-a v2",
                        "site-a recovered: score 0.40 against the window that its model was adapted to");
        assertThat(stages.complete()).isTrue();
    }

    @Test
    void rejectedCandidate_endsTheAdaptationWithoutASwap() {
        accept(
                status("job/0", "*", 1, State.ACTIVE),
                alert("x", "site-a"),
                outcome("x", "site-a", Outcome.REJECTED, 0),
                window("site-a", "x", 0.4));

        assertThat(lines)
                .contains(
                        "candidate rejected for site-a, the serving model stays: agrees with the serving model on 84 % of the"
                                + " window [- agreement 0.840 (threshold 0.900)]")
                .contains("site-a persists: score 0.40 against the window of its alert");
        assertThat(stages.complete()).isTrue();
    }

    @Test
    void skippedAdaptation_printsItsReason_withoutChecks() {
        accept(alert("x", "site-a"), skipped("x", "site-a", "cooldown"));

        assertThat(lines).last().isEqualTo("adaptation of site-a skipped, the serving model stays: cooldown");
    }

    @Test
    void adaptation_isIncomplete_untilTheLastConsumerHasSwapped() {
        accept(
                status("job/0", "*", 1, State.ACTIVE),
                alert("x", "site-a"),
                outcome("x", "site-a", Outcome.RELEASED, 2),
                window("site-a", "x", 0.4));
        assertThat(stages.complete()).isFalse();

        accept(status("job/0", "site-a", 2, State.ACTIVE));
        assertThat(stages.complete()).isTrue();
    }

    @Test
    void recoveryReportedByTheDriftJob_endsTheAlert() {
        accept(
                alert("x", "site-a"),
                window("site-a", DriftWindow.SOURCE, 0.9, DriftWindow.State.CONFIRMED),
                window("site-a", DriftWindow.SOURCE, 0.4, DriftWindow.State.RECOVERED));

        assertThat(lines).last().isEqualTo("site-a recovered without adaptation: score 0.40");
        assertThat(stages.timeline().has(DemoStage.RECOVERED)).isTrue();
    }

    @Test
    void spike_isFollowedByAQuietLine() {
        accept(window("site-a", DriftWindow.SOURCE, 1.1), window("site-a", DriftWindow.SOURCE, 0.8));

        assertThat(lines).hasSize(2).last().isEqualTo("site-a is quiet again: score 0.80");
        assertThat(stages.complete()).isFalse();
    }

    @Test
    void notCalibratedDomain_isPrintedOnce() {
        RunLengthPromise broken = new RunLengthPromise(10_000, 6_100, 16_400, "the events are not in random order");
        DriftWindow window = window("site-a", DriftWindow.SOURCE, 0.3, DriftWindow.State.QUIET, broken);

        accept(window, window);

        assertThat(lines).containsExactly("site-a is NOT CALIBRATED: the events are not in random order");
    }

    @Test
    void failedRollout_printsItsReason() {
        accept(status("job/0", "site-a", 2, State.FAILED));

        assertThat(lines)
                .containsExactly("job/0 cannot load site-a v2 and keeps serving its previous release: digest differs");
    }

    @Test
    void table_listsTheDurationOfEachStage() {
        stages.timeline().markReached(DemoStage.BROKER_READY, Duration.ofMillis(4500));
        stages.timeline().markReached(DemoStage.ADAPTER_READY, Duration.ofMillis(9100));
        stages.timeline().markReached(DemoStage.ADAPTER_READY, Duration.ofMillis(9900));

        assertThat(stages.timeline().table())
                .containsExactly(
                        "stage                             at      took",
                        "broker ready                     4.5 s     4.5 s",
                        "adapter service ready            9.1 s     4.6 s");
        assertThat(stages.timeline().waitingFor()).isEqualTo("version 1 trained and released");
    }

    private void accept(Object... messages) {
        for (Object message : messages) {
            lines.addAll(stages.accept(Duration.ofSeconds(seconds++), message));
        }
    }
}
