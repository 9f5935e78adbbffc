package io.realign.adapter.console.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adapter.console.history.DeadLetterEntry;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Topics;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicHandlersTest {
    private static final String LONG = "x".repeat(5000);

    @Test
    void deadLetterOfAnotherProgram_fitsItsColumns() {
        DeadLetterEntry entry = entry(Map.of(
                DeadLetter.REASON,
                LONG,
                DeadLetter.CAUSE,
                "a\0b" + LONG,
                DeadLetter.REJECTED_BY,
                LONG,
                DeadLetter.PARTITION,
                "3",
                DeadLetter.OFFSET,
                "17"));

        assertThat(entry.key()).hasSize(DeadLetterEntry.MAX_KEY_LENGTH);
        assertThat(entry.reason()).hasSize(DeadLetterEntry.MAX_REASON_LENGTH);
        assertThat(entry.cause()).hasSize(DeadLetterEntry.MAX_CAUSE_LENGTH).startsWith("a b");
        assertThat(entry.stage()).hasSize(DeadLetterEntry.MAX_STAGE_LENGTH);
        assertThat(entry.originalPartition()).isEqualTo(3);
        assertThat(entry.originalOffset()).isEqualTo(17);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "999999999999999999", "-1", "1.5", ""})
    void partitionThatIsNoPartition_isUnknown(String header) {
        assertThat(entry(Map.of(DeadLetter.PARTITION, header)).originalPartition())
                .isEqualTo(-1);
    }

    private static DeadLetterEntry entry(Map<String, String> headers) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                Topics.TARGET_EVENTS.deadLetterTopic(), 0, 1, LONG.getBytes(UTF_8), new byte[] {1});
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return TopicHandlers.toDeadLetterEntry(record);
    }
}
