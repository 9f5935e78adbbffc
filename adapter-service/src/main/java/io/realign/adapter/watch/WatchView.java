package io.realign.adapter.watch;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.history.Point;
import io.realign.adapter.history.Seen;
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
final class WatchView {
    static final int DOMAINS = 2000;

    private final Newest<DomainView> domains = new Newest<>(DOMAINS);
    private final Newest<Headline> headlines = new Newest<>(DOMAINS);
    private final DomainView shared = new DomainView();

    List<Change> window(Seen<Point> seen) {
        String domain = seen.message().domain();
        DomainView own = domain(domain);
        domains.renew(domain, own);
        own.window(seen);
        return changes("window", seen, Stream.of(domain));
    }

    /** See {@link DomainView#runsSince}. */
    void runsSince(Seen<Point> start) {
        domain(start.message().domain()).runsSince(start);
    }

    List<Change> alert(Seen<DriftAlert> seen) {
        String domain = seen.message().domain();
        domain(domain).alert(seen);
        return changes("alert", seen, Stream.of(domain));
    }

    List<Change> adaptation(Seen<AdaptationRecord> seen) {
        String domain = seen.message().domain();
        domain(domain).adaptation(seen);
        return changes("adaptation", seen, Stream.of(domain));
    }

    List<Change> model(Seen<ModelRelease> seen) {
        String domain = seen.message().domain();
        domain(domain).model(seen);
        return changes("model", seen, servedBy(domain));
    }

    List<Change> rollout(Seen<RolloutStatus> seen) {
        String domain = seen.message().domain();
        domain(domain).rollout(seen);
        return changes("rollout", seen, servedBy(domain));
    }

    Snapshot snapshot() {
        return new Snapshot(headlines.all().stream().map(this::card).toList());
    }

    /** The domain of this name, if it has been heard of. */
    Optional<Card> card(String domain) {
        return headlines.get(domain).map(this::card);
    }

    /** The domains whose names come after this one, by name. */
    List<Card> cards(String after, int most) {
        return headlines.all().stream()
                .filter(headline -> headline.domain().compareTo(after) > 0)
                .sorted(Comparator.comparing(Headline::domain))
                .limit(most)
                .map(this::card)
                .toList();
    }

    private Card card(Headline headline) {
        DomainView own = domain(headline.domain());
        return new Card(headline, own.scores(), own.newest());
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

    private Stream<String> servedBy(String domain) {
        if (!domain.equals(ModelRelease.SHARED)) {
            return Stream.of(domain);
        }
        return headlines.all().stream()
                .map(Headline::domain)
                .filter(name -> domain(name).live().isEmpty());
    }

    private List<Change> changes(String room, Seen<?> seen, Stream<String> changed) {
        List<Change> changes = new ArrayList<>(List.of(new Change(room, seen)));
        changed.map(this::renew).flatMap(Optional::stream).forEach(changes::add);
        return changes;
    }

    /** The headline of the domain, if it is another one than before. */
    private Optional<Change> renew(String domain) {
        Headline now = domain(domain).state(domain, shared).headline();
        boolean same = headlines.get(domain).filter(now::equals).isPresent();
        headlines.renew(domain, now);
        return same ? Optional.empty() : Optional.of(new Change("domain", now));
    }
}
