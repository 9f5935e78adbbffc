package io.realign.adapter.console.dashboard;

import static io.realign.adapter.console.dashboard.DashboardFixtures.SOURCE;
import static io.realign.adapter.console.dashboard.DashboardFixtures.second;
import static io.realign.adapter.console.dashboard.DashboardFixtures.timestamped;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adapter.console.dashboard.DomainStatus.State;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import io.realign.window.DriftWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DomainStatusInputsTest {
    private static final String OVEN = "oven";
    private static final DriftAlert ALERT = DashboardFixtures.alert(OVEN, 1, 4);
    private static final ModelRelease BASE_MODEL = DashboardFixtures.release(ModelRelease.SHARED, 1, "");
    private static final ModelRelease ADAPTED = DashboardFixtures.release(OVEN, 2, ALERT.id());

    private final LiveView view = new LiveView();

    @Test
    void status_isQuiet_whileTheScoreIsWithinTheThreshold() {
        windows(SOURCE, 0.2, 1.0);
        assertThat(status().state()).isEqualTo(State.QUIET);
        assertThat(status().since()).contains(second(1));
        assertThat(status().version()).isZero();
    }

    @Test
    void status_isStale_whileTheDriftJobWritesNoWindows() {
        windows(SOURCE, 0.2, 1.2);
        assertThat(view.setWindowsStaleSince(Optional.of(second(9)))).hasSize(1);
        assertThat(status().state()).isEqualTo(State.STALE);
        assertThat(status().since()).contains(second(9));
        assertThat(status().detail()).contains("no window since");

        assertThat(view.setWindowsStaleSince(Optional.empty())).hasSize(1);

        assertThat(status().state()).isEqualTo(State.DRIFTING);
    }

    @Test
    void status_isDrifting_sinceTheFirstWindowAboveTheThreshold() {
        windows(SOURCE, 0.2, 1.2, 1.4);
        assertThat(status().state()).isEqualTo(State.DRIFTING);
        assertThat(status().since()).contains(second(2));
    }

    @Test
    void status_isAdapting_fromTheAlertUntilTheFirstWindowAfterTheRelease() {
        windows(SOURCE, 0.2, 1.2, 3.4);
        view.addAlert(timestamped(ALERT, second(5)));
        assertThat(status().state()).isEqualTo(State.ADAPTING);

        view.addAdaptation(timestamped(DashboardFixtures.adaptation(ALERT, Outcome.RELEASED, ""), second(9)));
        view.addRelease(timestamped(ADAPTED, second(9)));
        assertThat(status().state()).isEqualTo(State.ADAPTING);
        assertThat(status().detail()).contains("v2 is released");
    }

    @Test
    void status_isRecovered_whenTheFirstWindowAfterTheReleaseIsWithinTheThreshold() {
        adaptAndRelease(0.4);
        assertThat(status().state()).isEqualTo(State.RECOVERED);
        assertThat(status().since()).contains(second(20));
        assertThat(status().version()).isEqualTo(2);
    }

    @Test
    void status_isDriftingAgain_whenTheScoreStaysAboveTheThreshold() {
        adaptAndRelease(1.8);
        assertThat(status().state()).isEqualTo(State.DRIFTING);
    }

    @Test
    void status_isRecovered_whenTheDriftEndsWithoutARelease() {
        windows(SOURCE, 0.2, 1.2, 3.4);
        view.addAlert(timestamped(ALERT, second(5)));
        view.addWindow(
                timestamped(DashboardFixtures.window(OVEN, 20, 0.4, SOURCE, DriftWindow.State.RECOVERED), second(20)));
        assertThat(status().state()).isEqualTo(State.RECOVERED);
        assertThat(status().detail()).doesNotContain("released");
    }

    @Test
    void status_isDrifting_whenTheDriftPersists() {
        windows(SOURCE, 0.2, 1.2, 3.4);
        view.addAlert(timestamped(ALERT, second(5)));
        view.addWindow(
                timestamped(DashboardFixtures.window(OVEN, 20, 1.4, SOURCE, DriftWindow.State.PERSISTING), second(20)));
        assertThat(status().state()).isEqualTo(State.DRIFTING);
        assertThat(status().detail()).doesNotContain("not confirmed");
    }

    @Test
    void status_staysAdapting_whenTheWindowBelongsToThePreviousDrift() {
        view.addWindow(
                timestamped(DashboardFixtures.window(OVEN, 3, 0.4, SOURCE, DriftWindow.State.RECOVERED), second(3)));
        view.addAlert(timestamped(ALERT, second(5)));
        assertThat(status().state()).isEqualTo(State.ADAPTING);
    }

    @Test
    void status_staysRejected_whenTheDriftPersists() {
        view.addAlert(timestamped(ALERT, second(5)));
        view.addAdaptation(timestamped(
                DashboardFixtures.adaptation(ALERT, Outcome.REJECTED, "agreement is 0.3, expected 0.6"), second(9)));
        assertThat(status().state()).isEqualTo(State.REJECTED);

        view.addWindow(timestamped(DashboardFixtures.window(OVEN, 20, 0.3, ALERT.id()), second(20)));
        assertThat(status().state()).isEqualTo(State.REJECTED);
        assertThat(status().detail()).contains("agreement is 0.3");
    }

    @Test
    void status_isWithheld_inADryRun() {
        view.addAlert(timestamped(ALERT, second(5)));
        view.addAdaptation(timestamped(DashboardFixtures.adaptation(ALERT, Outcome.WITHHELD, "a dry run"), second(9)));
        assertThat(status().state()).isEqualTo(State.WITHHELD);
        assertThat(status().detail()).contains("a dry run");
    }

    @Test
    void status_isSkipped_whenTheAdaptationWasSkipped() {
        view.addAlert(timestamped(ALERT, second(5)));
        view.addAdaptation(
                timestamped(DashboardFixtures.adaptation(ALERT, Outcome.SKIPPED, "the domain rests"), second(9)));
        assertThat(status().state()).isEqualTo(State.SKIPPED);
        assertThat(status().detail()).contains("the domain rests");
    }

    @Test
    void status_isFailed_whenTheAdaptationFailed() {
        view.addAlert(timestamped(ALERT, second(5)));
        view.addAdaptation(
                timestamped(DashboardFixtures.adaptation(ALERT, Outcome.FAILED, "the offsets are gone"), second(9)));
        assertThat(status().state()).isEqualTo(State.FAILED);
        assertThat(status().detail()).contains("the offsets are gone");
    }

    @Test
    void status_isFailed_whileAConsumerCannotLoadTheServingRelease() {
        adaptAndRelease(0.4);
        view.addRolloutStatus(timestamped(
                DashboardFixtures.rollout("scorer/0", BASE_MODEL, RolloutStatus.State.FAILED, "long ago"), second(21)));
        assertThat(status().state()).isEqualTo(State.RECOVERED);

        view.addRolloutStatus(timestamped(
                DashboardFixtures.rollout("scorer/0", ADAPTED, RolloutStatus.State.FAILED, "digest differs"),
                second(22)));
        assertThat(status().state()).isEqualTo(State.FAILED);
        assertThat(status().detail()).contains("scorer/0", "v2", "digest differs");

        view.addRolloutStatus(timestamped(
                DashboardFixtures.rollout("scorer/0", ADAPTED, RolloutStatus.State.ACTIVE, ""), second(23)));
        assertThat(status().state()).isEqualTo(State.RECOVERED);
    }

    @Test
    void status_isFailed_inEveryDomainServedByTheBaseModel() {
        windows(SOURCE, 0.2);
        view.addRelease(timestamped(BASE_MODEL, second(1)));
        List<ViewChange> changes = view.addRolloutStatus(timestamped(
                DashboardFixtures.rollout("scorer/0", BASE_MODEL, RolloutStatus.State.FAILED, "no route"), second(2)));
        assertThat(status().state()).isEqualTo(State.FAILED);
        assertThat(changes).extracting(ViewChange::eventName).containsExactly("rollout", "domain");
    }

    @Test
    void status_doesNotDependOnTheOrderOfTheTopics() {
        List<Consumer<LiveView>> topics = List.of(
                view -> view.addAlert(timestamped(ALERT, second(5))),
                view -> view.addAdaptation(
                        timestamped(DashboardFixtures.adaptation(ALERT, Outcome.RELEASED, ""), second(9))),
                view -> view.addRelease(timestamped(BASE_MODEL, second(1))),
                view -> view.addRelease(timestamped(ADAPTED, second(9))),
                view -> windows(view, SOURCE, second(0), 0.2, 1.2, 3.4),
                view -> view.addRolloutStatus(timestamped(
                        DashboardFixtures.rollout("scorer/0", ADAPTED, RolloutStatus.State.ACTIVE, ""), second(10))));
        List<List<DomainStatus>> statuses = new ArrayList<>();
        for (int seed = 0; seed < 50; seed++) {
            List<Consumer<LiveView>> order = new ArrayList<>(topics);
            Collections.shuffle(order, new Random(seed));
            LiveView shuffled = new LiveView();
            order.forEach(topic -> topic.accept(shuffled));
            statuses.add(
                    shuffled.summaries().stream().map(DomainSummary::status).toList());
        }
        assertThat(statuses).containsOnly(statuses.get(0));
    }

    private void adaptAndRelease(double scoreAfter) {
        windows(SOURCE, 0.2, 1.2, 3.4);
        view.addRelease(timestamped(BASE_MODEL, second(1)));
        view.addAlert(timestamped(ALERT, second(5)));
        view.addAdaptation(timestamped(DashboardFixtures.adaptation(ALERT, Outcome.RELEASED, ""), second(9)));
        view.addRelease(timestamped(ADAPTED, second(9)));
        view.addWindow(timestamped(DashboardFixtures.window(OVEN, 20, scoreAfter, ALERT.id()), second(20)));
    }

    private void windows(String reference, double... scores) {
        windows(view, reference, second(0), scores);
    }

    private static void windows(LiveView view, String reference, Instant from, double... scores) {
        for (int i = 0; i < scores.length; i++) {
            view.addWindow(
                    timestamped(DashboardFixtures.window(OVEN, i + 1, scores[i], reference), from.plusSeconds(i + 1)));
        }
    }

    private DomainStatus status() {
        return view.summaries().get(0).status();
    }
}
