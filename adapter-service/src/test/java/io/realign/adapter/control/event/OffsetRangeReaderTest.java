package io.realign.adapter.control.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.adapter.KafkaTestClient;
import io.realign.adapter.SensorEvents;
import io.realign.adapter.TestBroker;
import io.realign.broker.EmbeddedBroker;
import io.realign.event.ContentId;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.OffsetRange;
import io.realign.replay.EventFilter;
import io.realign.replay.EventSlice;
import io.realign.replay.KafkaLogReader;
import io.realign.replay.OffsetRangeReader;
import io.realign.replay.TopicReader;
import io.realign.replay.UnreadableEventsException;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffsetRangeReaderTest {
    private static final EventContract CONTRACT = new EventContract(4, SensorEvents.LABELS, Duration.ofHours(1));
    private static final Instant LATER = SensorEvents.START.plusSeconds(1000);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static KafkaTestClient kafka;
    private final KafkaLogReader log = new KafkaLogReader(KafkaConnection.plaintext(broker.bootstrapServers()));
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private final OffsetRangeReader eventReader = new OffsetRangeReader(log);

    @BeforeAll
    static void start() {
        broker = TestBroker.start(directory);
        kafka = new KafkaTestClient(broker.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        kafka.close();
        broker.close();
    }

    @Test
    void seekToTimestamp_continuesAtTheFirstLaterRecord() throws Exception {
        kafka.send(Topics.TARGET_EVENTS, "before", SensorEvents.target("before", 5, 0));
        Thread.sleep(5);
        Instant time = Instant.now();
        kafka.send(Topics.TARGET_EVENTS, "after", SensorEvents.target("after", 7, 0));
        List<String> keys = new ArrayList<>();

        try (TopicReader reader = TopicReader.open(log, List.of(Topics.TARGET_EVENTS.name()), TIMEOUT)) {
            reader.seekToTimestamp(time, TIMEOUT);
            reader.readToEnd(TIMEOUT, Long.MAX_VALUE, record -> keys.add(new String(record.key(), UTF_8)));
        }

        assertThat(keys).hasSize(7).containsOnly("after");
    }

    @Test
    void exactRange_isReadWithoutNeighbouringRecords() throws UnreadableEventsException {
        List<FeatureEvent> events = SensorEvents.target("exact", 20, 0);
        OffsetRange all = kafka.send(Topics.TARGET_EVENTS, "exact", events).get(0);
        OffsetRange middle = new OffsetRange(all.topic(), all.partition(), all.from() + 5, all.from() + 15);

        List<EventSlice> slices = eventReader.read(List.of(middle), EventFilter.target(CONTRACT, "exact", LATER));

        assertThat(EventSlice.events(slices)).containsExactlyElementsOf(events.subList(5, 15));
        assertThat(slices.get(0).sha256()).isEqualTo(digest(events.subList(5, 15)));
    }

    @Test
    void invalidEvents_areCountedAndSkipped() throws UnreadableEventsException {
        FeatureEvent valid = SensorEvents.target("mixed", 1, 0).get(0);
        FeatureEvent labelled =
                new FeatureEvent("l", "mixed", valid.time(), valid.features(), Optional.of(SensorEvents.LABELS.get(0)));
        FeatureEvent future =
                new FeatureEvent("f", "mixed", LATER.plus(Duration.ofHours(2)), valid.features(), Optional.empty());
        FeatureEvent wrongDomain = new FeatureEvent("m", "elsewhere", valid.time(), valid.features(), Optional.empty());
        OffsetRange first = kafka.send(Topics.TARGET_EVENTS, "mixed", List.of(labelled, valid, future, wrongDomain))
                .get(0);
        OffsetRange last = kafka.sendBytes(Topics.TARGET_EVENTS.name(), "mixed", List.of("no event".getBytes(UTF_8)))
                .get(0);

        List<EventSlice> slices =
                eventReader.read(List.of(first.span(last)), EventFilter.target(CONTRACT, "mixed", LATER));

        assertThat(EventSlice.events(slices)).containsExactly(valid);
        assertThat(slices.get(0).invalidRecords()).isEqualTo(4);
    }

    @Test
    void expiredRange_isReportedAsLost() throws Exception {
        OffsetRange all =
                kafka.send(Topics.SOURCE_EVENTS, "old", SensorEvents.source(10)).get(0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteRecords(Map.of(
                            new TopicPartition(all.topic(), all.partition()),
                            RecordsToDelete.beforeOffset(all.from() + 1)))
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> eventReader.read(List.of(all), EventFilter.source(CONTRACT, LATER)))
                .isInstanceOf(UnreadableEventsException.class)
                .hasMessageContaining("no longer holds " + all)
                .hasMessageContaining("retention");
    }

    @Test
    void rangeOfAnotherTopicOrPartition_isRejected() {
        EventFilter filter = EventFilter.target(CONTRACT, "any", LATER);

        assertThatThrownBy(() -> eventReader.read(List.of(OffsetRange.of(Topics.MODELS.name(), 0, 0)), filter))
                .isInstanceOf(UnreadableEventsException.class)
                .hasMessage("expected offsets of target.events, got models-0[0,1)");
        assertThatThrownBy(() -> eventReader.read(List.of(OffsetRange.of(Topics.TARGET_EVENTS.name(), 99, 0)), filter))
                .isInstanceOf(UnreadableEventsException.class)
                .hasMessageContaining("the topic has 4 partitions");
    }

    @Test
    void sourceCollector_stopsAtTheLimit_andReturnsTheCountedOffsets() throws UnreadableEventsException {
        kafka.send(Topics.SOURCE_EVENTS, "source-1", SensorEvents.source(60));
        SourceCompleteness completeness = new SourceCompleteness(10, 50, Duration.ofHours(1));

        List<OffsetRange> ranges = new SourceCollector(log, CONTRACT, completeness, InstantSource.system()).await();

        assertThat(EventSlice.events(eventReader.read(ranges, EventFilter.source(CONTRACT, LATER))))
                .hasSize(50);
    }

    private static String digest(List<FeatureEvent> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        events.forEach(event -> bytes.writeBytes(Topics.TARGET_EVENTS.codec().encode(event)));
        return ContentId.digest(bytes.toByteArray());
    }
}
