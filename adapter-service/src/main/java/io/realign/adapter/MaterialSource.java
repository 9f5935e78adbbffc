package io.realign.adapter;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.model.Snapshots;
import io.realign.alert.DriftAlert;
import io.realign.client.log.LostEventsException;
import io.realign.client.log.Replay;
import io.realign.client.log.Sieve;
import io.realign.client.log.SourceData;
import io.realign.client.log.Stretch;
import io.realign.event.EventContract;
import io.realign.event.OffsetRange;
import io.realign.learning.portfolio.Material;
import io.realign.model.DataDigest;
import io.realign.model.History;
import io.realign.model.ModelRelease;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Draws from the log what an adaptation is made of: the events that moved, and the source that version 1 was made of.
 *
 * @param snapshots keeps what was drawn
 */
record MaterialSource(Replay replay, EventContract contract, Probes probes, Snapshots snapshots) {
    private static final Logger LOG = Logger.getLogger(MaterialSource.class);

    /**
     * What was drawn.
     *
     * @param data what of it is trained on
     * @param heldOut what of it is judged by
     * @param sourceUntil no later event of the source is in it
     * @param targetUntil no later event of the target is in it
     */
    record Drawn(
            Material material,
            List<DataDigest> data,
            List<DataDigest> heldOut,
            Instant sourceUntil,
            Instant targetUntil) {}

    /**
     * @throws LostEventsException if the log no longer holds all of it
     * @throws CannotAdaptException if it holds something else, or nothing that can be used
     * @throws IOException if it cannot be kept
     */
    Drawn draw(DriftAlert alert, History history) throws LostEventsException, CannotAdaptException, IOException {
        ModelRelease first = history.newest(ModelRelease.SHARED).orElseThrow();
        List<Stretch> target = target(alert);
        SourceData source = source(first);
        snapshots.keep(source);
        snapshots.keep(AdaptationRecord.id(alert), target);
        Material material = Material.of(
                Stretch.events(source.training()),
                Stretch.events(source.heldOut()),
                Stretch.events(target),
                contract.labels(),
                probes.of(alert.domain()));
        return new Drawn(
                material,
                Stream.concat(source.trained().stream(), target.stream().map(Stretch::digest))
                        .toList(),
                source.judged(),
                first.createdAt().plus(contract.futureTolerance()),
                alert.confirmedAt().plus(contract.futureTolerance()));
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

    private SourceData source(ModelRelease first) throws LostEventsException, CannotAdaptException {
        List<OffsetRange> ranges = first.data().stream()
                .map(DataDigest::range)
                .filter(range -> range.topic().equals(Topics.SOURCE_EVENTS.name()))
                .toList();
        SourceData source = SourceData.read(replay, ranges, contract, first.createdAt());
        if (!source.trained().equals(first.data())) {
            throw new CannotAdaptException(
                    "expected the source events that version 1 was made of, %s, got %s; the topic was written anew: empty"
                                    .formatted(first.data(), source.trained())
                            + " " + Topics.MODELS.name() + " and start again from version 1");
        }
        return source;
    }
}
