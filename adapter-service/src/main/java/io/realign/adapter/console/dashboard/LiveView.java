package io.realign.adapter.console.dashboard;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.console.history.HistoryStore;
import io.realign.adapter.console.history.HistoryTopic;
import io.realign.adapter.console.history.TimestampedMessage;
import io.realign.adapter.console.history.WindowPoint;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The newest messages and the status of every domain. The first window, alert, adaptation or verified release of a domain adds the
 * domain. A rollout status adds no domain, since consumers also report releases that they could not verify. Methods that add a message
 * return the changes. Not thread-safe.
 */
final class LiveView {
    static final int MAX_DOMAINS = 2000;

    /** Rollout statuses of unknown domains: they may be read before the first message of their domain. */
    static final int MAX_EARLY_STATUSES = 1000;

    private final LatestByKey<DomainStatus> statuses = new LatestByKey<>(MAX_DOMAINS);

    /** A domain that is evicted also loses its status. */
    private final LatestByKey<DomainView> domains = new LatestByKey<>(MAX_DOMAINS, statuses::remove);

    private final LatestByKey<TimestampedMessage<RolloutStatus>> earlyStatuses = new LatestByKey<>(MAX_EARLY_STATUSES);
    private final DomainView baseModel = new DomainView();
    private Optional<Instant> windowsStaleSince = Optional.empty();

    List<ViewChange> addWindow(TimestampedMessage<WindowPoint> window) {
        String domain = window.message().domain();
        DomainView view = findOrCreate(domain);
        domains.putAsNewest(domain, view);
        view.addWindow(window);
        return changes("window", window, Stream.of(domain));
    }

    List<ViewChange> addAlert(TimestampedMessage<DriftAlert> alert) {
        String domain = alert.message().domain();
        findOrCreate(domain).addAlert(alert);
        return changes("alert", alert, Stream.of(domain));
    }

    List<ViewChange> addAdaptation(TimestampedMessage<AdaptationRecord> adaptation) {
        String domain = adaptation.message().domain();
        findOrCreate(domain).addAdaptation(adaptation);
        return changes("adaptation", adaptation, Stream.of(domain));
    }

    List<ViewChange> addRelease(TimestampedMessage<ModelRelease> release) {
        String domain = release.message().domain();
        findOrCreate(domain).addRelease(release);
        return changes("model", release, domainsServedBy(domain));
    }

    List<ViewChange> addRolloutStatus(TimestampedMessage<RolloutStatus> status) {
        String domain = status.message().domain();
        Optional<DomainView> view = find(domain);
        if (view.isEmpty()) {
            earlyStatuses.putAsNewest(Topics.rolloutKey(status.message()), status);
            return List.of(new ViewChange("rollout", status));
        }
        view.get().addRolloutStatus(status);
        return changes("rollout", status, domainsServedBy(domain));
    }

    /** Sets the time since which the drift job has written no window although events arrive; empty if it has written one. */
    List<ViewChange> setWindowsStaleSince(Optional<Instant> since) {
        windowsStaleSince = since;
        return statuses.all().stream()
                .map(DomainStatus::domain)
                .map(this::updateStatus)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Adds the newest messages of the history. */
    void restore(HistoryStore history) {
        restoreMessages(ModelRelease.SHARED, history);
        history.domains(MAX_DOMAINS).forEach(domain -> {
            restoreMessages(domain, history);
            List<TimestampedMessage<WindowPoint>> windows = history.newestWindows(domain, DomainView.MAX_WINDOWS);
            windows.forEach(this::addWindow);
            if (!windows.isEmpty()) {
                history.segmentStart(windows.get(windows.size() - 1).message())
                        .ifPresent(findOrCreate(domain)::setSegmentStart);
            }
        });
    }

    private void restoreMessages(String domain, HistoryStore history) {
        history.newestMessages(HistoryTopic.ALERTS, domain, DomainView.MAX_ALERTS)
                .forEach(this::addAlert);
        history.newestMessages(HistoryTopic.ADAPTATIONS, domain, DomainView.MAX_ALERTS)
                .forEach(this::addAdaptation);
        history.newestMessages(HistoryTopic.RELEASES, domain, 1).forEach(this::addRelease);
        history.newestMessages(HistoryTopic.ROLLOUTS, domain, DomainView.MAX_CONSUMERS)
                .forEach(this::addRolloutStatus);
    }

    /** All domains, the most recently updated last. */
    List<DomainSummary> summaries() {
        return statuses.all().stream().map(this::summary).toList();
    }

    Optional<DomainSummary> summary(String domain) {
        return statuses.get(domain).map(this::summary);
    }

    /** At most {@code limit} domains with names greater than {@code after}, by name. */
    List<DomainSummary> summaries(String after, int limit) {
        return statuses.all().stream()
                .filter(status -> status.domain().compareTo(after) > 0)
                .sorted(Comparator.comparing(DomainStatus::domain))
                .limit(limit)
                .map(this::summary)
                .toList();
    }

    private DomainSummary summary(DomainStatus status) {
        DomainView view = find(status.domain()).orElseGet(DomainView::new);
        return new DomainSummary(status, view.scores(), view.newestWindow());
    }

    private Optional<DomainView> find(String name) {
        return name.equals(ModelRelease.SHARED) ? Optional.of(baseModel) : domains.get(name);
    }

    private DomainView findOrCreate(String name) {
        return find(name).orElseGet(() -> create(name));
    }

    private DomainView create(String name) {
        DomainView created = new DomainView();
        domains.put(name, created);
        earlyStatuses
                .removeAll(status -> status.message().domain().equals(name))
                .forEach(created::addRolloutStatus);
        return created;
    }

    private Stream<String> domainsServedBy(String domain) {
        if (!domain.equals(ModelRelease.SHARED)) {
            return Stream.of(domain);
        }
        return statuses.all().stream()
                .map(DomainStatus::domain)
                .filter(name -> find(name).flatMap(DomainView::newestRelease).isEmpty());
    }

    private List<ViewChange> changes(String event, TimestampedMessage<?> message, Stream<String> affectedDomains) {
        List<ViewChange> changes = new ArrayList<>(List.of(new ViewChange(event, message)));
        affectedDomains.map(this::updateStatus).flatMap(Optional::stream).forEach(changes::add);
        return changes;
    }

    /** Derives the status of a domain again. Returns the change; empty if the status is unchanged. */
    private Optional<ViewChange> updateStatus(String domain) {
        DomainStatus status = findOrCreate(domain)
                .statusInputs(domain, baseModel, windowsStaleSince)
                .status();
        boolean same = statuses.get(domain).filter(status::equals).isPresent();
        statuses.putAsNewest(domain, status);
        return same ? Optional.empty() : Optional.of(new ViewChange("domain", status));
    }
}
