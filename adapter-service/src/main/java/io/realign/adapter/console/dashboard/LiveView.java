package io.realign.adapter.console.dashboard;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.console.history.HistoryStore;
import io.realign.adapter.console.history.HistoryTopic;
import io.realign.adapter.console.history.Logged;
import io.realign.adapter.console.history.WindowPoint;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The newest messages and the status of every domain. Methods that add a message return the changes. Not thread-safe. */
final class LiveView {
    static final int MAX_DOMAINS = 2000;

    private final LatestByKey<DomainView> domains = new LatestByKey<>(MAX_DOMAINS);
    private final LatestByKey<DomainStatus> statuses = new LatestByKey<>(MAX_DOMAINS);
    private final DomainView shared = new DomainView();

    List<ViewChange> addWindow(Logged<WindowPoint> logged) {
        String domain = logged.message().domain();
        DomainView own = domain(domain);
        domains.putAsNewest(domain, own);
        own.addWindow(logged);
        return changes("window", logged, Stream.of(domain));
    }

    List<ViewChange> addAlert(Logged<DriftAlert> logged) {
        String domain = logged.message().domain();
        domain(domain).addAlert(logged);
        return changes("alert", logged, Stream.of(domain));
    }

    List<ViewChange> addAdaptation(Logged<AdaptationRecord> logged) {
        String domain = logged.message().domain();
        domain(domain).addAdaptation(logged);
        return changes("adaptation", logged, Stream.of(domain));
    }

    List<ViewChange> addRelease(Logged<ModelRelease> logged) {
        String domain = logged.message().domain();
        domain(domain).addRelease(logged);
        return changes("model", logged, domainsServedBy(domain));
    }

    List<ViewChange> addRolloutStatus(Logged<RolloutStatus> logged) {
        String domain = logged.message().domain();
        domain(domain).addRolloutStatus(logged);
        return changes("rollout", logged, domainsServedBy(domain));
    }

    /** Adds the newest messages of the history. */
    void restore(HistoryStore history) {
        restoreMessages(ModelRelease.SHARED, history);
        history.domains(MAX_DOMAINS).forEach(domain -> {
            restoreMessages(domain, history);
            List<Logged<WindowPoint>> windows = history.newestWindows(domain, DomainView.MAX_WINDOWS);
            windows.forEach(this::addWindow);
            if (!windows.isEmpty()) {
                history.segmentStart(windows.get(windows.size() - 1).message())
                        .ifPresent(domain(domain)::setSegmentStart);
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
        DomainView own = domain(status.domain());
        return new DomainSummary(status, own.scores(), own.newestWindow());
    }

    private DomainView domain(String name) {
        if (name.equals(ModelRelease.SHARED)) {
            return shared;
        }
        return domains.get(name).orElseGet(() -> {
            DomainView created = new DomainView();
            domains.put(name, created);
            return created;
        });
    }

    private Stream<String> domainsServedBy(String domain) {
        if (!domain.equals(ModelRelease.SHARED)) {
            return Stream.of(domain);
        }
        return statuses.all().stream()
                .map(DomainStatus::domain)
                .filter(name -> domain(name).newestRelease().isEmpty());
    }

    private List<ViewChange> changes(String event, Logged<?> logged, Stream<String> affectedDomains) {
        List<ViewChange> changes = new ArrayList<>(List.of(new ViewChange(event, logged)));
        affectedDomains.map(this::updateStatus).flatMap(Optional::stream).forEach(changes::add);
        return changes;
    }

    /** Derives the status of the domain again. Empty if it is unchanged. */
    private Optional<ViewChange> updateStatus(String domain) {
        DomainStatus status = domain(domain).statusInputs(domain, shared).status();
        boolean same = statuses.get(domain).filter(status::equals).isPresent();
        statuses.putAsNewest(domain, status);
        return same ? Optional.empty() : Optional.of(new ViewChange("domain", status));
    }
}
