package io.realign.adapter.watch;

import static io.realign.adapter.watch.Told.SOURCE;
import static io.realign.adapter.watch.Told.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
    void view_keepsTheNewestWindowsOfEachDomain_andNoMore() {
        for (int i = 1; i <= WatchView.WINDOWS + 60; i++) {
            view.window(Told.window("busy", i, 0.5, SOURCE), second(i));
        }
        view.window(Told.window("calm", 1, 0.5, SOURCE), second(1));

        List<Seen<Point>> windows = view.snapshot().windows();
        assertThat(windows).hasSize(WatchView.WINDOWS + 1);
        assertThat(windows.get(0).message().end()).isEqualTo(second(61));
    }

    @Test
    void view_letsGoOfTheDomainThatHasBeenSilentLongest() {
        IntStream.range(0, WatchView.DOMAINS)
                .forEach(i -> view.window(Told.window("d" + i, 1, 0.5, SOURCE), second(1)));
        view.window(Told.window("d0", 2, 0.5, SOURCE), second(2));
        view.window(Told.window("new", 1, 0.5, SOURCE), second(3));

        List<String> domains =
                view.snapshot().domains().stream().map(Headline::domain).toList();
        assertThat(domains).hasSize(WatchView.DOMAINS).contains("d0", "new").doesNotContain("d1");
        assertThat(view.snapshot().windows()).hasSize(WatchView.DOMAINS + 1);
    }

    @Test
    void view_isTheSame_whenEveryMessageComesTwice() {
        DriftAlert alert = Told.alert("oven", 1, 4);
        ModelRelease release = Told.release("oven", 2, alert.id());
        Runnable story = () -> {
            view.window(Told.window("oven", 1, 2, SOURCE), second(1));
            view.alert(alert, second(4));
            view.adaptation(Told.adaptation(alert, Outcome.RELEASED, ""), second(5));
            view.model(release, second(5));
            view.rollout(Told.rollout("scorer/0", release, RolloutStatus.State.ACTIVE, ""), second(6));
        };
        story.run();
        Snapshot once = view.snapshot();
        story.run();
        assertThat(view.snapshot()).isEqualTo(once);
    }

    @Test
    void view_keepsTheNewestStatusOfEachConsumerAndLineage() {
        ModelRelease shared = Told.release(ModelRelease.SHARED, 1, "");
        ModelRelease own = Told.release("oven", 2, "a");
        view.rollout(Told.rollout("scorer/0", own, RolloutStatus.State.LOADED, ""), second(1));
        view.rollout(Told.rollout("scorer/0", own, RolloutStatus.State.ACTIVE, ""), second(2));
        view.rollout(Told.rollout("scorer/0", shared, RolloutStatus.State.ACTIVE, ""), second(3));
        assertThat(view.snapshot().rollouts())
                .extracting(
                        seen -> seen.message().domain(), seen -> seen.message().state())
                .containsExactly(
                        tuple("oven", RolloutStatus.State.ACTIVE),
                        tuple(ModelRelease.SHARED, RolloutStatus.State.ACTIVE));
    }

    @Test
    void deadLetters_areCountedByTopicAndReason_withTheNewestCause() {
        view.deadLetter("target.events.dlq", "MALFORMED", "first", second(1));
        view.deadLetter("target.events.dlq", "MALFORMED", "second", second(2));
        view.deadLetter("source.events.dlq", "MALFORMED", "other", second(3));
        assertThat(view.snapshot().deadLetters())
                .extracting(Seen::message)
                .containsExactly(
                        new DeadLetters("target.events.dlq", "MALFORMED", 2, "second"),
                        new DeadLetters("source.events.dlq", "MALFORMED", 1, "other"));
    }

    @Test
    void window_tellsTheHeadline_onlyWhenItIsAnotherOne() {
        assertThat(rooms(view.window(Told.window("oven", 1, 0.5, SOURCE), second(1))))
                .containsExactly("window", "domain");
        assertThat(rooms(view.window(Told.window("oven", 2, 0.6, SOURCE), second(2))))
                .containsExactly("window");
        assertThat(rooms(view.window(Told.window("oven", 3, 1.6, SOURCE), second(3))))
                .containsExactly("window", "domain");
    }

    @Test
    void headline_remembersSinceWhen_beyondTheWindowsThatAreKept() {
        for (int i = 1; i <= 2 * WatchView.WINDOWS; i++) {
            view.window(Told.window("oven", i, 0.5, SOURCE), second(i));
        }
        assertThat(view.snapshot().domains().get(0).since()).contains(second(1));
    }

    private static List<String> rooms(List<Change> changes) {
        return changes.stream().map(Change::room).toList();
    }
}
