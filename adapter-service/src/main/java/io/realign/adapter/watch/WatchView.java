package io.realign.adapter.watch;

import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import io.realign.window.DriftWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Folds messages into the newest of everything, and says what each of them changed. For one thread at a time.
 *
 * <p>Messages of different topics may come in any order and more than once.
 */
final class WatchView {
    static final int DOMAINS = 200;
    static final int WINDOWS = 240;
    static final int RECORDS = 500;

    private final Newest<Newest<Seen<Point>>> windows = new Newest<>(DOMAINS);
    private final Newest<Headline> headlines = new Newest<>(DOMAINS);
    private final Newest<Seen<DriftAlert>> alerts = new Newest<>(RECORDS);
    private final Newest<Seen<AdaptationRecord>> adaptations = new Newest<>(RECORDS);
    private final Newest<Seen<ModelRelease>> models = new Newest<>(RECORDS);
    private final Newest<Seen<RolloutStatus>> rollouts = new Newest<>(RECORDS);
    private final Newest<Seen<DeadLetters>> deadLetters = new Newest<>(RECORDS);

    List<Change> window(DriftWindow window, Instant loggedAt) {
        Seen<Point> seen = new Seen<>(Point.of(window), loggedAt);
        Newest<Seen<Point>> own = windows.get(window.domain()).orElseGet(() -> new Newest<>(WINDOWS));
        own.put(window.id(), seen);
        windows.renew(window.domain(), own);
        return changes("window", seen, Stream.of(window.domain()));
    }

    List<Change> alert(DriftAlert alert, Instant loggedAt) {
        Seen<DriftAlert> seen = new Seen<>(alert, loggedAt);
        alerts.put(alert.id(), seen);
        return changes("alert", seen, Stream.of(alert.domain()));
    }

    List<Change> adaptation(AdaptationRecord adaptation, Instant loggedAt) {
        Seen<AdaptationRecord> seen = new Seen<>(adaptation, loggedAt);
        adaptations.put(adaptation.id(), seen);
        return changes("adaptation", seen, Stream.of(adaptation.domain()));
    }

    List<Change> model(ModelRelease release, Instant loggedAt) {
        Seen<ModelRelease> seen = new Seen<>(release, loggedAt);
        models.put(release.id(), seen);
        return changes("model", seen, servedBy(release.domain()));
    }

    List<Change> rollout(RolloutStatus status, Instant loggedAt) {
        Seen<RolloutStatus> seen = new Seen<>(status, loggedAt);
        rollouts.renew(status.consumer() + "/" + status.domain(), seen);
        return changes("rollout", seen, servedBy(status.domain()));
    }

    /** Dead letters have no id: a view counts each of them once because it reads each of them once. */
    List<Change> deadLetter(String topic, String reason, String cause, Instant loggedAt) {
        String key = topic + "/" + reason;
        DeadLetters before = deadLetters.get(key).map(Seen::message).orElseGet(() -> new DeadLetters(topic, reason));
        Seen<DeadLetters> seen = new Seen<>(before.more(cause), loggedAt);
        deadLetters.put(key, seen);
        return List.of(new Change("deadletter", seen));
    }

    Snapshot snapshot() {
        return new Snapshot(
                headlines.all(),
                windows.all().stream().flatMap(own -> own.all().stream()).toList(),
                alerts.all(),
                adaptations.all(),
                models.all(),
                rollouts.all(),
                deadLetters.all());
    }

    private Stream<String> servedBy(String domain) {
        return domain.equals(ModelRelease.SHARED) ? headlines.all().stream().map(Headline::domain) : Stream.of(domain);
    }

    private List<Change> changes(String room, Seen<?> seen, Stream<String> domains) {
        List<Change> changes = new ArrayList<>(List.of(new Change(room, seen)));
        domains.map(this::renew).flatMap(Optional::stream).forEach(changes::add);
        return changes;
    }

    /** The headline of the domain, if it is another one than before. */
    private Optional<Change> renew(String domain) {
        Headline now = state(domain).headline();
        Optional<Headline> same = headlines.get(domain).filter(now::saysTheSameAs);
        headlines.renew(domain, same.orElse(now));
        return same.isPresent() ? Optional.empty() : Optional.of(new Change("domain", now));
    }

    private DomainState state(String domain) {
        Optional<Seen<DriftAlert>> alert = alerts.all().stream()
                .filter(seen -> seen.message().domain().equals(domain))
                .max(Comparator.comparing(seen -> seen.message().episode()));
        Optional<Seen<AdaptationRecord>> adaptation = adaptations.all().stream()
                .filter(seen -> alert.isPresent()
                        && seen.message().alertId().equals(alert.get().message().id()))
                .findFirst();
        Optional<Seen<ModelRelease>> live = newest(domain).or(() -> newest(ModelRelease.SHARED));
        return new DomainState(
                domain,
                windows.get(domain).map(Newest::all).orElse(List.of()),
                alert,
                adaptation,
                live,
                live.flatMap(release -> failed(release.message())));
    }

    private Optional<Seen<ModelRelease>> newest(String domain) {
        return models.all().stream()
                .filter(seen -> seen.message().domain().equals(domain))
                .max(Comparator.comparing(seen -> seen.message().version()));
    }

    private Optional<Seen<RolloutStatus>> failed(ModelRelease release) {
        return rollouts.all().stream()
                .filter(seen -> seen.message().state() == RolloutStatus.State.FAILED
                        && seen.message().domain().equals(release.domain())
                        && seen.message().version() == release.version())
                .findFirst();
    }
}
