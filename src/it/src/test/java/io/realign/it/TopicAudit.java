package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import io.realign.adaptation.AdaptationRecord;
import io.realign.it.DeliveryAudit.Coverage;
import io.realign.it.DeliveryAudit.Delivery;
import io.realign.it.EventProducer.SentRecord;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the topics contain, compared with the records that were sent to {@code target.events}.
 *
 * @param predictions predictions of the scoring job
 * @param followerPredictions predictions of {@link FollowerProgram}
 * @param deadLetters dead letters of the malformed records
 * @param windows number of windows
 * @param coverage coverage of the events by windows, by domain
 * @param alerts number of alerts
 * @param doubledAlerts alerts that were raised more than once
 * @param doubledAdaptations alerts with several outcomes
 * @param releases number of releases
 * @param doubledReleases versions and rollout steps that were published more than once, and adaptations with several releases
 */
record TopicAudit(
        Delivery predictions,
        Delivery followerPredictions,
        Delivery deadLetters,
        int windows,
        Map<String, Coverage> coverage,
        int alerts,
        List<String> doubledAlerts,
        List<String> doubledAdaptations,
        int releases,
        List<String> doubledReleases) {
    /** An eighth of the default of {@code REALIGN_WINDOW}. */
    private static final int EVENTS_PER_WINDOW = 16;

    static TopicAudit of(TopicContents topics, List<SentRecord> sent) {
        Map<Boolean, List<SentRecord>> byValidity = sent.stream().collect(groupingBy(SentRecord::valid));
        List<SentRecord> events = byValidity.get(true);
        List<String> ids = events.stream().map(SentRecord::id).toList();
        List<String> malformed = byValidity.get(false).stream()
                .map(record -> position(record.partition(), record.offset()))
                .toList();
        List<DriftWindow> windows = topics.messages(Topics.DRIFT_WINDOWS);
        List<String> alerts = keys(topics, Topics.DRIFT_ALERTS, alert -> alert.domain() + " " + alert.sequenceNumber());
        List<ModelRelease> releases = topics.messages(Topics.MODELS);
        return new TopicAudit(
                DeliveryAudit.compare(ids, keys(topics, Topics.PREDICTIONS, Prediction::eventId)),
                DeliveryAudit.compare(ids, keys(topics, FollowerProgram.PREDICTIONS, Prediction::eventId)),
                DeliveryAudit.compare(
                        malformed,
                        topics.records(Topics.TARGET_EVENTS.deadLetterTopic()).stream()
                                .map(TopicAudit::originalPosition)
                                .toList()),
                windows.size(),
                coverage(events, windows),
                alerts.size(),
                DeliveryAudit.duplicates(alerts),
                DeliveryAudit.duplicates(keys(topics, Topics.ADAPTATIONS, AdaptationRecord::alertId)),
                (int) releases.stream()
                        .map(ModelRelease::displayName)
                        .distinct()
                        .count(),
                doubledReleases(releases));
    }

    /** Lost and duplicated records by kind. */
    Map<String, Delivery> deliveries() {
        Map<String, Delivery> deliveries = new TreeMap<>();
        deliveries.put("predictions of the scoring job", predictions);
        deliveries.put("predictions of the follower", followerPredictions);
        deliveries.put("dead letters", deadLetters);
        return deliveries;
    }

    List<String> gaps() {
        return coverage.values().stream()
                .flatMap(covered -> covered.gaps().stream())
                .toList();
    }

    List<String> doubledWindows() {
        return coverage.values().stream()
                .flatMap(covered -> covered.overlaps().stream())
                .toList();
    }

    /** Domains whose last events are in no window, although they fill one. */
    List<String> domainsWithoutLastWindow() {
        return coverage.entrySet().stream()
                .filter(domain -> domain.getValue().remaining() >= EVENTS_PER_WINDOW)
                .map(domain -> "%s: %d events after the last window"
                        .formatted(domain.getKey(), domain.getValue().remaining()))
                .toList();
    }

    /** Whether every record has arrived. */
    boolean isComplete() {
        return deliveries().values().stream()
                        .allMatch(delivery -> delivery.lost().isEmpty())
                && domainsWithoutLastWindow().isEmpty();
    }

    private static Map<String, Coverage> coverage(List<SentRecord> events, List<DriftWindow> windows) {
        Map<String, List<DriftWindow>> windowsByDomain = windows.stream().collect(groupingBy(DriftWindow::domain));
        Map<String, Coverage> coverage = new TreeMap<>();
        events.stream()
                .sorted(Comparator.comparingLong(SentRecord::offset))
                .collect(groupingBy(SentRecord::domain))
                .forEach((domain, sent) -> coverage.put(
                        domain, DeliveryAudit.coverage(sent, windowsByDomain.getOrDefault(domain, List.of()))));
        return coverage;
    }

    private static List<String> doubledReleases(List<ModelRelease> releases) {
        Stream<String> steps = releases.stream().map(release -> "%s, step %d, traffic share %d"
                .formatted(
                        release.displayName(),
                        release.traffic().step(),
                        release.traffic().trafficShare()));
        Stream<String> adaptations = releases.stream()
                .filter(release -> !release.origin().adaptationId().isEmpty())
                .collect(groupingBy(ModelRelease::displayName))
                .values()
                .stream()
                .map(published -> "adaptation " + published.get(0).origin().adaptationId());
        return DeliveryAudit.duplicates(Stream.concat(steps, adaptations).toList());
    }

    private static <T> List<String> keys(TopicContents topics, Topic<T> topic, Function<T, String> key) {
        return topics.messages(topic).stream().map(key).toList();
    }

    private static String originalPosition(ConsumerRecord<byte[], byte[]> deadLetter) {
        return position(number(deadLetter, DeadLetter.PARTITION), number(deadLetter, DeadLetter.OFFSET));
    }

    private static long number(ConsumerRecord<byte[], byte[]> record, String header) {
        return Long.parseLong(new String(record.headers().lastHeader(header).value(), UTF_8));
    }

    private static String position(long partition, long offset) {
        return partition + "/" + offset;
    }
}
