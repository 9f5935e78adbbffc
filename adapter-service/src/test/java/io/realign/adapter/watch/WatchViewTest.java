package io.realign.adapter.watch;

import static io.realign.adapter.watch.Told.SOURCE;
import static io.realign.adapter.watch.Told.second;
import static io.realign.adapter.watch.Told.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchViewTest {
    private final WatchView view = new WatchView();

    @Test
    void card_drawsTheNewestScores_andNoMore() {
        for (int i = 1; i <= DomainView.WINDOWS + 60; i++) {
            view.window(seen(Told.window("busy", i, i, SOURCE), second(i)));
        }

        Card card = view.snapshot().domains().get(0);

        assertThat(card.scores()).hasSize(DomainView.WINDOWS).first().isEqualTo(61.0);
        assertThat(card.newest().orElseThrow().message().end()).isEqualTo(second(DomainView.WINDOWS + 60));
    }

    @Test
    void view_letsGoOfTheDomainThatHasBeenSilentLongest() {
        IntStream.range(0, WatchView.DOMAINS)
                .forEach(i -> view.window(seen(Told.window("d" + i, 1, 0.5, SOURCE), second(1))));
        view.window(seen(Told.window("d0", 2, 0.5, SOURCE), second(2)));
        view.window(seen(Told.window("new", 1, 0.5, SOURCE), second(3)));

        List<String> domains = view.snapshot().domains().stream()
                .map(card -> card.headline().domain())
                .toList();
        assertThat(domains).hasSize(WatchView.DOMAINS).contains("d0", "new").doesNotContain("d1");
    }

    @Test
    void view_isTheSame_whenEveryMessageComesTwice() {
        DriftAlert alert = Told.alert("oven", 1, 4);
        ModelRelease release = Told.release("oven", 2, alert.id());
        Runnable story = () -> {
            view.window(seen(Told.window("oven", 1, 2, SOURCE), second(1)));
            view.alert(seen(alert, second(4)));
            view.adaptation(seen(Told.adaptation(alert, Outcome.RELEASED, ""), second(5)));
            view.model(seen(release, second(5)));
            view.rollout(seen(Told.rollout("scorer/0", release, RolloutStatus.State.ACTIVE, ""), second(6)));
        };
        story.run();
        Snapshot once = view.snapshot();
        story.run();
        assertThat(view.snapshot()).isEqualTo(once);
    }

    @Test
    void window_tellsTheHeadline_onlyWhenItIsAnotherOne() {
        assertThat(rooms(view.window(seen(Told.window("oven", 1, 0.5, SOURCE), second(1)))))
                .containsExactly("window", "domain");
        assertThat(rooms(view.window(seen(Told.window("oven", 2, 0.6, SOURCE), second(2)))))
                .containsExactly("window");
        assertThat(rooms(view.window(seen(Told.window("oven", 3, 1.6, SOURCE), second(3)))))
                .containsExactly("window", "domain");
    }

    @Test
    void headline_remembersSinceWhen_beyondTheWindowsThatAreKept() {
        for (int i = 1; i <= 2 * DomainView.WINDOWS; i++) {
            view.window(seen(Told.window("oven", i, 0.5, SOURCE), second(i)));
        }
        assertThat(view.snapshot().domains().get(0).headline().since()).contains(second(1));
    }

    private static List<String> rooms(List<Change> changes) {
        return changes.stream().map(Change::room).toList();
    }
}
