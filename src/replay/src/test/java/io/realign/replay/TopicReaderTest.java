package io.realign.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.replay.TopicReader.RetainedOffsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("models", 0);
    private static final Duration TIMEOUT = Duration.ofMillis(50);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final TopicReader reader = new TopicReader(consumer, new AddedPartitions(List.of("models"), Duration.ZERO));
    private final List<Long> offsets = new ArrayList<>();

    @Test
    void readToEnd_stopsAtTheEndOffsets_andContinuesThere() {
        retain(3, 6);
        append(3, 6);
        assertThat(reader.readToEnd(TIMEOUT, Long.MAX_VALUE, this::add)).isTrue();

        retain(3, 8);
        append(6, 8);
        assertThat(reader.readToEnd(TIMEOUT, Long.MAX_VALUE, this::add)).isTrue();

        assertThat(offsets).containsExactly(3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void readToEnd_readsAddedPartitionsFromTheirBeginning() {
        retain(3, 6);
        append(3, 6);
        reader.readToEnd(TIMEOUT, Long.MAX_VALUE, this::add);
        TopicPartition added = new TopicPartition("models", 1);
        consumer.updatePartitions("models", List.of(partitionInfo(0), partitionInfo(1)));
        consumer.updateBeginningOffsets(Map.of(added, 0L));
        consumer.updateEndOffsets(Map.of(added, 1L));
        consumer.schedulePollTask(() -> consumer.addRecord(new ConsumerRecord<>("models", 1, 0, null, null)));

        assertThat(reader.readToEnd(TIMEOUT, Long.MAX_VALUE, this::add)).isTrue();

        assertThat(offsets).containsExactly(3L, 4L, 5L, 0L);
        assertThat(consumer.position(PARTITION)).isEqualTo(6);
    }

    private static PartitionInfo partitionInfo(int partition) {
        return new PartitionInfo("models", partition, Node.noNode(), new Node[0], new Node[0]);
    }

    @Test
    void readToEnd_withoutNewRecords_doesNotPoll() {
        retain(3, 3);

        assertThat(reader.readToEnd(TIMEOUT, Long.MAX_VALUE, this::add)).isTrue();

        assertThat(offsets).isEmpty();
    }

    @Test
    void readToEnd_stopsEarly_atTheMaximumNumberOfRecords() {
        retain(3, 9);
        append(3, 6);

        assertThat(reader.readToEnd(TIMEOUT, 2, this::add)).isFalse();

        assertThat(offsets).containsExactly(3L, 4L, 5L);
    }

    @Test
    void readToEnd_withoutProgress_failsAfterTheTimeout() {
        retain(3, 9);

        assertThatThrownBy(() -> reader.readToEnd(TIMEOUT, Long.MAX_VALUE, this::add))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("models-0=9");
    }

    @Test
    void retainedOffsets_areThoseOfTheAssignedPartitions() {
        retain(3, 9);

        assertThat(reader.retainedOffsets(TIMEOUT)).containsExactly(Map.entry(PARTITION, new RetainedOffsets(3, 9)));
    }

    @Test
    void seekToEnd_skipsExistingRecords_ofTheGivenTopics() {
        retain(3, 5);

        reader.seekToEnd(List.of("other"), TIMEOUT);
        long unchanged = consumer.position(PARTITION);
        reader.seekToEnd(List.of("models"), TIMEOUT);

        assertThat(unchanged).isEqualTo(3);
        assertThat(consumer.position(PARTITION)).isEqualTo(5);
    }

    private void retain(long begin, long end) {
        consumer.updateBeginningOffsets(Map.of(PARTITION, begin));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
        if (consumer.assignment().isEmpty()) {
            reader.assign(PARTITION, begin);
        }
    }

    private void append(long from, long to) {
        for (long offset = from; offset < to; offset++) {
            consumer.addRecord(new ConsumerRecord<>("models", 0, offset, new byte[0], new byte[0]));
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        offsets.add(record.offset());
    }
}
