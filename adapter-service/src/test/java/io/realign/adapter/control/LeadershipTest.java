package io.realign.adapter.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.Eventually;
import io.realign.adapter.KafkaTestClient;
import io.realign.adapter.SensorEvents;
import io.realign.adapter.TestBroker;
import io.realign.adapter.instance.InstanceState;
import io.realign.adapter.instance.NotLeaderException;
import io.realign.alert.DriftAlert;
import io.realign.broker.EmbeddedBroker;
import io.realign.schemas.Topics;
import io.realign.testing.AlertBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one broker: one leads, the others stand by. */
class LeadershipTest {
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

    @Test
    void standby_takesOver_whenTheLeaderStops() throws Exception {
        try (AlertProcess first = process();
                AlertProcess second = process()) {
            first.start();
            first.awaitState(InstanceState.LEADER);
            second.start();
            send("one");
            awaitOutcomes(1);
            assertThat(second.instance().state()).isEqualTo(InstanceState.STANDBY);

            first.stop();
            second.awaitState(InstanceState.LEADER);
            send("two");
            awaitOutcomes(2);

            assertThat(first.handled()).containsExactly("one");
            assertThat(second.handled()).containsExactly("two");
        }
    }

    @Test
    void alertInProgress_isProcessedByTheNextLeader() throws Exception {
        try (AlertProcess first = process();
                AlertProcess second = process()) {
            first.start();
            first.awaitState(InstanceState.LEADER);
            second.start();
            first.block();
            send("one");
            Eventually.get("the start of the adaptation", () -> first.handled().isEmpty() ? null : first);

            first.stop();
            awaitOutcomes(1);

            assertThat(second.handled()).containsExactly("one");
        }
    }

    @Test
    void standby_takesOver_whenTheLeaderIsKilled() throws Exception {
        Process leader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AlertProcess.class.getName(),
                        broker.bootstrapServers(),
                        directory.resolve("artifacts").toString())
                .redirectErrorStream(true)
                .start();
        try (AlertProcess standby = process()) {
            send("one");
            awaitLine(leader, "blocked at one");
            standby.start();
            standby.awaitState(InstanceState.STANDBY);

            leader.destroyForcibly();

            awaitOutcomes(1);
            assertThat(standby.handled()).containsExactly("one");
            assertThat(standby.instance().state()).isEqualTo(InstanceState.LEADER);
        } finally {
            leader.destroyForcibly();
        }
    }

    private static void awaitLine(Process process, String expected) throws IOException {
        BufferedReader output = process.inputReader();
        List<String> lines = new ArrayList<>();
        String line = output.readLine();
        while (line != null && !line.equals(expected)) {
            lines.add(line);
            line = output.readLine();
        }
        assertThat(line).as("after " + lines).isEqualTo(expected);
    }

    @Test
    void replacedLeader_cannotPublish() throws Exception {
        try (AlertProcess paused = process();
                AlertProcess next = process()) {
            paused.instance().enter(InstanceState.LEADER);
            paused.publisher().publish(AlertProcess.outcome("before"));

            next.instance().enter(InstanceState.LEADER);
            next.publisher().fenceEarlierLeaders();

            assertThatThrownBy(() -> paused.publisher().publish(AlertProcess.outcome("fenced")))
                    .isInstanceOf(KafkaException.class);
            assertThatThrownBy(() -> paused.publisher().publish(AlertProcess.outcome("repeated")))
                    .isInstanceOf(NotLeaderException.class);
            next.publisher().publish(AlertProcess.outcome("after"));
            assertThat(kafka.messages(Topics.ADAPTATIONS))
                    .extracting(AdaptationRecord::domain)
                    .containsExactly("before", "after");
        }
    }

    @Test
    void standby_cannotPublish() throws Exception {
        try (AlertProcess standby = process()) {
            standby.instance().enter(InstanceState.STANDBY);

            assertThatThrownBy(() -> standby.publisher().publish(AlertProcess.outcome("standby")))
                    .isInstanceOf(NotLeaderException.class);

            assertThat(kafka.messages(Topics.ADAPTATIONS)).isEmpty();
        }
    }

    private void awaitOutcomes(int count) {
        Eventually.get(
                count + " outcomes", () -> kafka.messages(Topics.ADAPTATIONS).size() == count ? true : null);
    }

    private void send(String domain) {
        DriftAlert alert = new AlertBuilder(domain, 1)
                .id(domain)
                .times(SensorEvents.START, SensorEvents.START, SensorEvents.START)
                .window(1, List.of())
                .build();
        kafka.send(Topics.DRIFT_ALERTS, domain, List.of(alert));
    }

    private AlertProcess process() {
        return new AlertProcess(broker.bootstrapServers(), directory.resolve("artifacts"));
    }
}
