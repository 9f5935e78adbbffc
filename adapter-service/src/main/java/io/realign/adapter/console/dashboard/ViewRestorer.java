package io.realign.adapter.console.dashboard;

import io.realign.adapter.console.history.HistoryStore;
import io.realign.adapter.console.history.HistoryTopic;
import io.realign.adapter.console.history.Logged;
import io.realign.adapter.console.history.WindowPoint;
import io.realign.model.ModelRelease;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Restores the live view from the history. */
record ViewRestorer(HistoryStore history) {
    void restore(LiveView view) {
        messages(ModelRelease.SHARED, view);
        history.domains(LiveView.MAX_DOMAINS).forEach(domain -> {
            messages(domain, view);
            windows(domain, view);
        });
    }

    private void messages(String domain, LiveView view) {
        newest(HistoryTopic.ALERTS, domain, DomainView.MAX_RECORDS).forEach(view::alert);
        newest(HistoryTopic.ADAPTATIONS, domain, DomainView.MAX_RECORDS).forEach(view::adaptation);
        newest(HistoryTopic.RELEASES, domain, 1).forEach(view::model);
        newest(HistoryTopic.ROLLOUTS, domain, DomainView.MAX_CONSUMERS).forEach(view::rollout);
    }

    private void windows(String domain, LiveView view) {
        List<Logged<WindowPoint>> windows = history.newestWindows(domain, DomainView.MAX_WINDOWS);
        windows.forEach(view::window);
        if (!windows.isEmpty()) {
            WindowPoint newest = windows.get(windows.size() - 1).message();
            history.runStart(newest).ifPresent(view::setRunStart);
        }
    }

    private <T> List<Logged<T>> newest(HistoryTopic<T> topic, String domain, int limit) {
        List<Logged<T>> oldestFirst =
                new ArrayList<>(history.messages(topic, Optional.of(domain), Optional.empty(), limit));
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }
}
