package io.realign.adapter.watch;

import io.realign.adapter.history.HistoryStore;
import io.realign.adapter.history.Kept;
import io.realign.adapter.history.Point;
import io.realign.adapter.history.Seen;
import io.realign.model.ModelRelease;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The newest of every domain from the history, as it was told when it came. */
record Recollection(HistoryStore history) {
    /** Tells the view of everything that it would still know. */
    void into(WatchView view) {
        messages(ModelRelease.SHARED, view);
        history.domains(WatchView.DOMAINS).forEach(domain -> {
            messages(domain, view);
            windows(domain, view);
        });
    }

    private void messages(String domain, WatchView view) {
        newest(Kept.ALERTS, domain, DomainView.RECORDS).forEach(view::alert);
        newest(Kept.ADAPTATIONS, domain, DomainView.RECORDS).forEach(view::adaptation);
        newest(Kept.RELEASES, domain, 1).forEach(view::model);
        newest(Kept.ROLLOUTS, domain, DomainView.CONSUMERS).forEach(view::rollout);
    }

    private void windows(String domain, WatchView view) {
        List<Seen<Point>> windows = history.newestWindows(domain, DomainView.WINDOWS);
        windows.forEach(view::window);
        if (!windows.isEmpty()) {
            Point newest = windows.get(windows.size() - 1).message();
            history.runStart(newest).ifPresent(view::runsSince);
        }
    }

    private <T> List<Seen<T>> newest(Kept<T> kept, String domain, int most) {
        List<Seen<T>> oldestFirst =
                new ArrayList<>(history.messages(kept, Optional.of(domain), Optional.empty(), most));
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }
}
