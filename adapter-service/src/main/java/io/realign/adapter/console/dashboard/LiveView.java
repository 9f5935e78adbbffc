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
 * Folds messages into the newest of every domain, and says what each of them changed. For one thread at a time. All that is
 * older is asked of the history.
 */
final class LiveView {
    static final int MAX_DOMAINS = 2000;

    private final LatestByKey<DomainView> domains = new LatestByKey<>(MAX_DOMAINS);
    private final LatestByKey<DomainStatus> statuses = new LatestByKey<>(MAX_DOMAINS);
    private final DomainView shared = new DomainView();

    List<ViewChange> window(Logged<WindowPoint> seen) {
        String domain = seen.message().domain();
        DomainView own = domain(domain);
        domains.putAsNewest(domain, own);
        own.window(seen);
        return changes("window", seen, Stream.of(domain));
    }

    /** See {@link DomainView#setRunStart}. */
    void setRunStart(Logged<WindowPoint> start) {
        domain(start.message().domain()).setRunStart(start);
    }

    List<ViewChange> alert(Logged<DriftAlert> seen) {
        String domain = seen.message().domain();
        domain(domain).alert(seen);
        return changes("alert", seen, Stream.of(domain));
    }

    List<ViewChange> adaptation(Logged<AdaptationRecord> seen) {
        String domain = seen.message().domain();
        domain(domain).adaptation(seen);
        return changes("adaptation", seen, Stream.of(domain));
    }

    List<ViewChange> model(Logged<ModelRelease> seen) {
        String domain = seen.message().domain();
        domain(domain).model(seen);
        return changes("model", seen, domainsServedBy(domain));
    }

    List<ViewChange> rollout(Logged<RolloutStatus> seen) {
        String domain = seen.message().domain();
        domain(domain).rollout(seen);
        return changes("rollout", seen, domainsServedBy(domain));
    }

    DashboardSnapshot snapshot() {
        return new DashboardSnapshot(statuses.all().stream().map(this::summary).toList());
    }

    /** The domain of this name, if it has been heard of. */
    Optional<DomainSummary> summary(String domain) {
        return statuses.get(domain).map(this::summary);
    }

    /** The domains whose names come after this one, by name. */
    List<DomainSummary> summaries(String after, int most) {
        return statuses.all().stream()
                .filter(headline -> headline.domain().compareTo(after) > 0)
                .sorted(Comparator.comparing(DomainStatus::domain))
                .limit(most)
                .map(this::summary)
                .toList();
    }

    private DomainSummary summary(DomainStatus headline) {
        DomainView own = domain(headline.domain());
        return new DomainSummary(headline, own.scores(), own.newestWindow());
    }

    /** A domain that has only been spoken of is remembered like the others. */
    private DomainView domain(String name) {
        if (name.equals(ModelRelease.SHARED)) {
            return shared;
        }
        return domains.get(name).orElseGet(() -> {
            DomainView made = new DomainView();
            domains.put(name, made);
            return made;
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

    private List<ViewChange> changes(String room, Logged<?> seen, Stream<String> changed) {
        List<ViewChange> changes = new ArrayList<>(List.of(new ViewChange(room, seen)));
        changed.map(this::updateStatus).flatMap(Optional::stream).forEach(changes::add);
        return changes;
    }

    /** The headline of the domain, if it is another one than before. */
    private Optional<ViewChange> updateStatus(String domain) {
        DomainStatus now = domain(domain).statusInputs(domain, shared).status();
        boolean same = statuses.get(domain).filter(now::equals).isPresent();
        statuses.putAsNewest(domain, now);
        return same ? Optional.empty() : Optional.of(new ViewChange("domain", now));
    }
}
