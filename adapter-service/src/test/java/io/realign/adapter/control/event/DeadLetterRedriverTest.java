package io.realign.adapter.control.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adapter.KafkaTestClient;
import io.realign.adapter.TestBroker;
import io.realign.adapter.control.event.DeadLetterRedriver.RedriveResult;
import io.realign.broker.EmbeddedBroker;
import io.realign.replay.KafkaLogReader;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterRedriverTest {
    private static final String DEAD_LETTERS = Topics.TARGET_EVENTS.deadLetterTopic();

    @TempDir
    Path directory;

    private EmbeddedBroker broker;
    private KafkaTestClient kafka;

    @BeforeEach
    void start() {
        broker = TestBroker.start(directory.resolve("broker"));
        kafka = new KafkaTestClient(broker.bootstrapServers());
    }

    @AfterEach
    void stop() {
        kafka.close();
        broker.close();
    }

    private DeadLetterRedriver redriver() {
        return new DeadLetterRedriver(new KafkaLogReader(KafkaConnection.plaintext(broker.bootstrapServers())));
    }

    @Test
    void deadLetter_isRedrivenOnce() {
        kafka.sendBytes(DEAD_LETTERS, "oven", List.of("original".getBytes(UTF_8)));
        try (DeadLetterRedriver redriver = redriver()) {
            assertThat(redriver.redrive(DEAD_LETTERS, 0, 0)).isEqualTo(RedriveResult.SENT);
            assertThat(redriver.redrive(DEAD_LETTERS, 0, 0)).isEqualTo(RedriveResult.ALREADY_SENT);
        }
        assertThat(kafka.records(Topics.TARGET_EVENTS.name()))
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactly("original");
    }

    @Test
    void truncatedDeadLetter_isNotRedriven() {
        ProducerRecord<byte[], byte[]> truncated =
                new ProducerRecord<>(DEAD_LETTERS, "oven".getBytes(UTF_8), "orig".getBytes(UTF_8));
        truncated.headers().add(DeadLetter.TRUNCATED, "3000000".getBytes(UTF_8));
        kafka.send(truncated);
        try (DeadLetterRedriver redriver = redriver()) {
            assertThat(redriver.redrive(DEAD_LETTERS, 0, 0)).isEqualTo(RedriveResult.TRUNCATED);
        }
        assertThat(kafka.records(Topics.TARGET_EVENTS.name())).isEmpty();
    }
}
