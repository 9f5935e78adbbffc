package io.realign.adapter.console.dashboard;

import static io.realign.adapter.console.dashboard.DashboardFixtures.SOURCE;
import static io.realign.adapter.console.dashboard.DashboardFixtures.second;
import static io.realign.adapter.console.dashboard.DashboardFixtures.timestamped;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveViewTest {
    private final LiveView view = new LiveView();

    @Test
    void summary_hasTheNewestScoresUpToTheLimit() {
        for (int i = 1; i <= DomainView.MAX_WINDOWS + 60; i++) {
            view.addWindow(timestamped(DashboardFixtures.window("busy", i, i, SOURCE), second(i)));
        }

        DomainSummary summary = view.summaries().get(0);

        assertThat(summary.scores()).hasSize(DomainView.MAX_WINDOWS).first().isEqualTo(61.0);
        assertThat(summary.newestWindow().orElseThrow().message().end()).isEqualTo(second(DomainView.MAX_WINDOWS + 60));
    }

    @Test
    void view_evictsTheLeastRecentlyUpdatedDomain() {
        IntStream.range(0, LiveView.MAX_DOMAINS)
                .forEach(
                        i -> view.addWindow(timestamped(DashboardFixtures.window("d" + i, 1, 0.5, SOURCE), second(1))));
        view.addWindow(timestamped(DashboardFixtures.window("d0", 2, 0.5, SOURCE), second(2)));
        view.addWindow(timestamped(DashboardFixtures.window("new", 1, 0.5, SOURCE), second(3)));

        List<String> domains = view.summaries().stream()
                .map(summary -> summary.status().domain())
                .toList();
        assertThat(domains).hasSize(LiveView.MAX_DOMAINS).contains("d0", "new").doesNotContain("d1");
    }

    @Test
    void rolloutStatus_makesNoDomain() {
        ModelRelease unverified = DashboardFixtures.release("junk", 2, "alert");

        view.addRolloutStatus(timestamped(
                DashboardFixtures.rollout("scorer/0", unverified, RolloutStatus.State.FAILED, "no signature"),
                second(1)));

        assertThat(view.summaries()).isEmpty();
    }

    @Test
    void rolloutStatus_isShown_whenItsDomainArrivesLater() {
        ModelRelease release = DashboardFixtures.release("oven", 2, "alert");
        view.addRolloutStatus(timestamped(
                DashboardFixtures.rollout("scorer/0", release, RolloutStatus.State.FAILED, "no artifact"), second(1)));

        view.addRelease(timestamped(release, second(2)));

        assertThat(view.summaries())
                .extracting(summary -> summary.status().state())
                .containsExactly(DomainStatus.State.FAILED);
    }

    @Test
    void evictedDomain_isNotShown_afterAnUpdateOfTheBaseModel() {
        IntStream.rangeClosed(0, LiveView.MAX_DOMAINS)
                .forEach(i -> view.addAlert(timestamped(DashboardFixtures.alert("d" + i, 1, 0), second(1))));

        view.addRelease(timestamped(DashboardFixtures.release("*", 1, ""), second(2)));
        view.summaries();

        assertThat(view.summaries())
                .hasSize(LiveView.MAX_DOMAINS)
                .noneMatch(summary -> summary.status().domain().equals("d0"));
    }

    @Test
    void duplicateMessages_doNotChangeTheView() {
        DriftAlert alert = DashboardFixtures.alert("oven", 1, 4);
        ModelRelease release = DashboardFixtures.release("oven", 2, alert.id());
        Runnable messages = () -> {
            view.addWindow(timestamped(DashboardFixtures.window("oven", 1, 2, SOURCE), second(1)));
            view.addAlert(timestamped(alert, second(4)));
            view.addAdaptation(timestamped(DashboardFixtures.adaptation(alert, Outcome.RELEASED, ""), second(5)));
            view.addRelease(timestamped(release, second(5)));
            view.addRolloutStatus(timestamped(
                    DashboardFixtures.rollout("scorer/0", release, RolloutStatus.State.ACTIVE, ""), second(6)));
        };
        messages.run();
        List<DomainSummary> once = view.summaries();
        messages.run();
        assertThat(view.summaries()).isEqualTo(once);
    }

    @Test
    void window_publishesTheStatus_onlyWhenItChanged() {
        assertThat(eventNames(view.addWindow(timestamped(DashboardFixtures.window("oven", 1, 0.5, SOURCE), second(1)))))
                .containsExactly("window", "domain");
        assertThat(eventNames(view.addWindow(timestamped(DashboardFixtures.window("oven", 2, 0.6, SOURCE), second(2)))))
                .containsExactly("window");
        assertThat(eventNames(view.addWindow(timestamped(DashboardFixtures.window("oven", 3, 1.6, SOURCE), second(3)))))
                .containsExactly("window", "domain");
    }

    @Test
    void status_keepsItsStart_beyondTheStoredWindows() {
        for (int i = 1; i <= 2 * DomainView.MAX_WINDOWS; i++) {
            view.addWindow(timestamped(DashboardFixtures.window("oven", i, 0.5, SOURCE), second(i)));
        }
        assertThat(view.summaries().get(0).status().since()).contains(second(1));
    }

    private static List<String> eventNames(List<ViewChange> changes) {
        return changes.stream().map(ViewChange::eventName).toList();
    }
}
