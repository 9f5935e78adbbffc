package io.realign.adapter;

import io.realign.adapter.adaptation.Material;
import io.realign.adapter.event.LostEventsException;
import io.realign.adapter.event.Replay;
import io.realign.adapter.event.Sieve;
import io.realign.adapter.event.Stretch;
import io.realign.alert.DriftAlert;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.model.DataDigest;
import io.realign.model.History;
import io.realign.model.ModelRelease;
import io.realign.schemas.Topics;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Draws from the log what an adaptation is made of: the events that moved, and the source that version 1 was made of. */
record MaterialSource(Replay replay, EventContract contract, Probes probes) {
    private static final Logger LOG = Logger.getLogger(MaterialSource.class);

    /**
     * What was drawn.
     *
     * @param data what of it is trained on
     */
    record Drawn(Material material, List<DataDigest> data) {}

    /**
     * @throws LostEventsException if the log no longer holds all of it
     * @throws CannotAdaptException if it holds something else, or nothing that can be used
     */
    Drawn draw(DriftAlert alert, History history) throws LostEventsException, CannotAdaptException {
        List<Stretch> target = target(alert);
        SourceData source = source(history);
        Material material = new Material(
                Material.labelled(Stretch.events(source.training()), contract.labels()),
                Material.labelled(Stretch.events(source.heldOut()), contract.labels()),
                Material.features(Stretch.events(target)),
                Stretch.events(target).stream().map(FeatureEvent::id).toList(),
                probes.of(alert.domain()));
        List<DataDigest> data = Stream.concat(source.digests().stream(), SourceData.digests(target).stream())
                .toList();
        return new Drawn(material, data);
    }

    private List<Stretch> target(DriftAlert alert) throws LostEventsException, CannotAdaptException {
        // No event of the window is younger than the alert, so this is no guess: whoever reads again gets the same.
        Sieve sieve = Sieve.target(contract, alert.domain(), alert.confirmedAt());
        List<Stretch> target = replay.read(alert.window(), sieve);
        int rows = Stretch.events(target).size();
        long refused = target.stream().mapToLong(Stretch::refused).sum();
        if (rows == 0) {
            throw new CannotAdaptException("expected events of %s in %s, got %d records that break the contract only"
                    .formatted(alert.domain(), alert.window(), refused));
        }
        LOG.infof(
                "%s: %d events of %d in the alert, %d bad ones skipped", alert.domain(), rows, alert.count(), refused);
        return target;
    }

    private SourceData source(History history) throws LostEventsException, CannotAdaptException {
        ModelRelease first = history.newest(ModelRelease.SHARED).orElseThrow();
        List<OffsetRange> ranges = first.data().stream()
                .map(DataDigest::range)
                .filter(range -> range.topic().equals(Topics.SOURCE_EVENTS.name()))
                .toList();
        SourceData source = SourceData.read(replay, ranges, contract, first.createdAt());
        if (!source.digests().equals(first.data())) {
            throw new CannotAdaptException(
                    "expected the source events that version 1 was made of, %s, got %s; the topic was written anew: empty"
                                    .formatted(first.data(), source.digests())
                            + " " + Topics.MODELS.name() + " and start again from version 1");
        }
        return source;
    }
}
