package io.realign.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    private static final TopicSpec READINGS = new TopicSpec("readings", 2, false);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    @Test
    void committedRecords_surviveARestart() throws Exception {
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
            port = Integer.parseInt(broker.bootstrapServers().split(":", -1)[1]);
            broker.createTopics(List.of(READINGS, new TopicSpec("state", 1, true)));
            produceInOneTransaction(broker, "a", "b", "c");
            assertThat(consume(broker, 3)).containsExactlyInAnyOrder("a", "b", "c");
            assertThat(cleanupPolicy(broker, "state")).isEqualTo("compact");
            assertThat(cleanupPolicy(broker, "readings")).isEqualTo("delete");
        }

        assertThat(isFree(port)).isTrue();

        try (EmbeddedBroker broker = EmbeddedBroker.start(port, data)) {
            broker.createTopics(List.of(READINGS));
            produceInOneTransaction(broker, "d");
            assertThat(consume(broker, 4)).containsExactlyInAnyOrder("a", "b", "c", "d");
        }
    }

    @Test
    void portInUse_failsTheStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(taken.getLocalPort(), data))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("expected port " + taken.getLocalPort() + " to be free");
        }
    }

    private static void produceInOneTransaction(EmbeddedBroker broker, String... values) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String value : values) {
                producer.send(new ProducerRecord<>("readings", value, value)).get();
            }
            producer.commitTransaction();
        }
    }

    private static List<String> consume(EmbeddedBroker broker, int count) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, READINGS.partitions())
                    .mapToObj(partition -> new TopicPartition("readings", partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<String> values = new ArrayList<>();
            Instant deadline = Instant.now().plus(DEADLINE);
            while (values.size() < count && Instant.now().isBefore(deadline)) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }

    private static String cleanupPolicy(EmbeddedBroker broker, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            return admin.describeConfigs(List.of(resource))
                    .values()
                    .get(resource)
                    .get()
                    .get("cleanup.policy")
                    .value();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
