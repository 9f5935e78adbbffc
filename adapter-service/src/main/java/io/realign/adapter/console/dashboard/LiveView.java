package io.realign.adapter.console.dashboard;

import io.realign.adaptation.AdaptationRecord;
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

/**
 * The newest messages and the status of every domain. Each message returns the changes it caused. Not thread-safe. Older
 * messages are read from the history.
 */
final class LiveView {
    static final int MAX_DOMAINS = 2000;

    private final LatestByKey<DomainView> domains = new LatestByKey<>(MAX_DOMAINS);
    private final LatestByKey<DomainStatus> statuses = new LatestByKey<>(MAX_DOMAINS);
    private final DomainView shared = new DomainView();

    List<ViewChange> window(Logged<WindowPoint> logged) {
        String domain = logged.message().domain();
        DomainView own = domain(domain);
        domains.putAsNewest(domain, own);
        own.window(logged);
        return changes("window", logged, Stream.of(domain));
    }

    /** See {@link DomainView#setRunStart}. */
    void setRunStart(Logged<WindowPoint> start) {
        domain(start.message().domain()).setRunStart(start);
    }

    List<ViewChange> alert(Logged<DriftAlert> logged) {
        String domain = logged.message().domain();
        domain(domain).alert(logged);
        return changes("alert", logged, Stream.of(domain));
    }

    List<ViewChange> adaptation(Logged<AdaptationRecord> logged) {
        String domain = logged.message().domain();
        domain(domain).adaptation(logged);
        return changes("adaptation", logged, Stream.of(domain));
    }

    List<ViewChange> model(Logged<ModelRelease> logged) {
        String domain = logged.message().domain();
        domain(domain).model(logged);
        return changes("model", logged, domainsServedBy(domain));
    }

    List<ViewChange> rollout(Logged<RolloutStatus> logged) {
        String domain = logged.message().domain();
        domain(domain).rollout(logged);
        return changes("rollout", logged, domainsServedBy(domain));
    }

    /** All domains, the most recently updated last. */
    List<DomainSummary> summaries() {
        return statuses.all().stream().map(this::summary).toList();
    }

    Optional<DomainSummary> summary(String domain) {
        return statuses.get(domain).map(this::summary);
    }

    /** At most {@code limit} domains whose names follow {@code after}, by name. */
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

    /** The view of a domain; created for the first message of any topic. */
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
                .filter(name -> domain(name).servingRelease().isEmpty());
    }

    private List<ViewChange> changes(String event, Logged<?> logged, Stream<String> affectedDomains) {
        List<ViewChange> changes = new ArrayList<>(List.of(new ViewChange(event, logged)));
        affectedDomains.map(this::updateStatus).flatMap(Optional::stream).forEach(changes::add);
        return changes;
    }

    /** Derives the status of the domain; returns a change if it differs. */
    private Optional<ViewChange> updateStatus(String domain) {
        DomainStatus status = domain(domain).statusInputs(domain, shared).status();
        boolean same = statuses.get(domain).filter(status::equals).isPresent();
        statuses.putAsNewest(domain, status);
        return same ? Optional.empty() : Optional.of(new ViewChange("domain", status));
    }
}
