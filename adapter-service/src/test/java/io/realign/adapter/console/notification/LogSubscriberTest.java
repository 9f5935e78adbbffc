package io.realign.adapter.console.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adapter.Eventually;
import io.realign.adapter.KafkaTestClient;
import io.realign.adapter.TestBroker;
import io.realign.adapter.instance.Instance;
import io.realign.adapter.instance.ServiceComponent;
import io.realign.broker.EmbeddedBroker;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSubscriberTest {
    @TempDir
    Path directory;

    @Test
    void recordThatAlwaysFails_isSkipped_andTheNextIsDelivered() {
        List<String> delivered = Collections.synchronizedList(new ArrayList<>());
        long before = ServiceComponent.NOTIFICATIONS.skippedRecords();
        try (EmbeddedBroker broker = TestBroker.start(directory.resolve("broker"));
                KafkaTestClient kafka = new KafkaTestClient(broker.bootstrapServers());
                LogSubscriber subscriber = new LogSubscriber(
                        KafkaConnection.plaintext(broker.bootstrapServers()),
                        "test",
                        Set.of(Topics.DRIFT_ALERTS.name()),
                        record -> {
                            String value = new String(record.value(), UTF_8);
                            delivered.add(value);
                            if (value.equals("poison")) {
                                throw new IllegalStateException("the handler failed");
                            }
                        },
                        Clock.systemUTC(),
                        Instance.standalone())) {
            subscriber.start();

            kafka.sendBytes(
                    Topics.DRIFT_ALERTS.name(), "oven", List.of("poison".getBytes(UTF_8), "valid".getBytes(UTF_8)));

            Eventually.get("the valid record", () -> delivered.contains("valid") ? delivered : null);
        }
        assertThat(delivered).containsExactly("poison", "poison", "poison", "valid");
        assertThat(ServiceComponent.NOTIFICATIONS.skippedRecords()).isEqualTo(before + 1);
    }
}
