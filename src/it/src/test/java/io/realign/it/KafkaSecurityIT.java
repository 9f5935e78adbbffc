package io.realign.it;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.cli.Realign;
import io.realign.cli.simulate.SensorArray;
import io.realign.client.internal.KafkaAccess;
import io.realign.client.internal.KafkaAccessException;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaProgram;
import io.realign.schemas.KafkaSecurity;
import io.realign.schemas.KafkaSecurity.Protocol;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop with SASL_SSL, one user for each program, and exactly the documented permissions. */
@TestInstance(Lifecycle.PER_CLASS)
class KafkaSecurityIT {
    private static final List<String> PROGRAMS = List.of("adapter", "drift-job", "scoring-job");

    private SecureDeployment deployment;
    private Path work;

    @BeforeAll
    void start(@TempDir Path directory) {
        work = directory;
        deployment = new SecureDeployment(directory);
        deployment.run();
    }

    @AfterAll
    void stop() {
        if (deployment != null) {
            deployment.close();
        }
    }

    @Test
    void loop_runsFromTheSourceToThePredictions() {
        assertThat(deployment.topics.messages(Topics.ADAPTATIONS))
                .extracting(AdaptationRecord::outcome)
                .containsExactly(Outcome.RELEASED);
        assertThat(deployment.releases())
                .extracting(release -> release.traffic().trafficShare())
                .containsExactly(0, 100, 500, 1000);
        List<Prediction> predictions = deployment.topics.messages(Topics.PREDICTIONS);
        assertThat(predictions).hasSizeGreaterThanOrEqualTo(deployment.sentEvents());
        assertThat(predictions.stream().map(Prediction::modelVersion).collect(toSet()))
                .containsExactly(1L, 2L);
        assertThat(deployment.topics.messages(Topics.SHADOW_PREDICTIONS)).isNotEmpty();
    }

    @Test
    void javaClient_servesTheRelease_andReportsIt() {
        FeatureEvent event = new FeatureEvent(
                "billing-event",
                SecureDeployment.SITE,
                Instant.now(),
                Tensor.vector(new float[SensorArray.SENSORS]),
                Optional.empty());

        assertThat(deployment.follower.predict(event).modelVersion()).isEqualTo(2);
        assertThat(deployment.topics.messages(Topics.ROLLOUTS))
                .anyMatch(status -> status.consumer().equals(SecureDeployment.CONSUMER)
                        && status.version() == 2
                        && status.state() == RolloutStatus.State.ACTIVE);
    }

    @Test
    void feedAndReplay_runWithTheirPermissions() {
        CommandOutput feed = run("feeder", "feed", "simulate", "--source", "1", "--length", "5");
        ModelRelease base = deployment.topics.messages(Topics.MODELS).get(0);
        CommandOutput replay = run(
                SecureDeployment.AUDITOR,
                "replay",
                base.id(),
                "--adapter",
                deployment.adapterAddress(),
                "--trusted-keys",
                deployment.trustedKeys().toString());

        assertThat(feed.exitCode()).as(feed.text()).isZero();
        assertThat(replay.exitCode()).as(replay.text()).isZero();
    }

    @Test
    void programWithoutAPermission_stopsWithAMessage_thatNamesIt() {
        assertThat(deployment.refusals).containsOnlyKeys(PROGRAMS.toArray(String[]::new));
        assertThat(deployment.refusals.get("adapter"))
                .contains(refusal("adapter-service", "READ", "topic rollouts", KafkaProgram.ADAPTER_SERVICE));
        assertThat(refusedLines("drift-job"))
                .containsExactly(refusal("drift-job", "READ and WRITE", "topic drift.alerts", KafkaProgram.DRIFT_JOB));
        assertThat(refusedLines("scoring-job"))
                .containsExactly(
                        refusal("scoring-job", "READ", "group scoring-job", KafkaProgram.SCORING_JOB),
                        refusal("scoring-job", "WRITE", "transactional id scoring-job-*", KafkaProgram.SCORING_JOB));
    }

    @Test
    void commandWithoutAPermission_stopsWithAMessage_thatNamesIt() {
        CommandOutput feed = run(SecureDeployment.SENSORS, "feed", "simulate", "--length", "1");
        CommandOutput replay = run(SecureDeployment.SENSORS, "replay", "*@1", "--trusted-keys", trustedKeys());

        assertThat(feed.exitCode()).isEqualTo(1);
        assertThat(feed.text())
                .contains(refusal(SecureDeployment.SENSORS, "READ", "topic predictions", KafkaProgram.FEED));
        assertThat(replay.exitCode()).isEqualTo(2);
        assertThat(replay.text())
                .contains(refusal(SecureDeployment.SENSORS, "READ", "topic models", KafkaProgram.REPLAY));
    }

    /**
     * The topics that decide what is trained and served, and the only users that may write them. The producer is not
     * idempotent: the broker refuses an idempotent one of a user without any topic to write as a whole, once and for all.
     */
    @Test
    void foreignPrincipal_cannotWriteTopicsThatDriveDecisions() {
        Map<String, Set<String>> writers = Map.of(
                Topics.DRIFT_ALERTS.name(), Set.of("drift-job"),
                Topics.DRIFT_WINDOWS.name(), Set.of("drift-job"),
                Topics.ADAPTATIONS.name(), Set.of("adapter-service"),
                Topics.MODELS.name(), Set.of("adapter-service"),
                Topics.PREDICTIONS.name(), Set.of("scoring-job"),
                Topics.SHADOW_PREDICTIONS.name(), Set.of("scoring-job", SecureDeployment.CONSUMER),
                Topics.ROLLOUTS.name(), Set.of("scoring-job", SecureDeployment.CONSUMER));
        List<String> refused = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String user : SecureDeployment.USERS.keySet()) {
            try (var foreign = new KafkaProducer<>(
                    deployment.connection(user).clientProperties(Map.of("acks", "all", "enable.idempotence", "false")),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                writers.forEach((topic, allowed) -> {
                    if (!allowed.contains(user)) {
                        expected.add(user + " to " + topic);
                        if (isRefused(foreign, topic)) {
                            refused.add(user + " to " + topic);
                        }
                    }
                });
            }
        }

        assertThat(refused).hasSize(40).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyUser_hasTheDocumentedPermissions_only() throws IOException {
        SecureDeployment.USERS.forEach(
                (user, program) -> new KafkaAccess(deployment.connection(user), program).check());
        assertThat(PROGRAMS).allSatisfy(name -> assertThat(deployment.log(name)).doesNotContain("Authorization"));
    }

    @Test
    void wrongPassword_isReportedWithTheUser() throws IOException {
        KafkaSecurity security = deployment.broker.security(SecureDeployment.SENSORS);
        Path wrong = Files.writeString(work.resolve("wrong.password"), "guess");
        var connection = new KafkaConnection(
                deployment.connection(SecureDeployment.SENSORS).bootstrapServers(),
                new KafkaSecurity(
                        Protocol.SASL_SSL,
                        Optional.empty(),
                        security.user(),
                        Optional.of(wrong),
                        security.trustStore(),
                        Optional.empty()));

        assertThatThrownBy(() -> new KafkaAccess(connection, KafkaProgram.PRODUCER).check())
                .isInstanceOf(KafkaAccessException.class)
                .hasMessageContaining("does not accept User:sensors with the protocol SASL_SSL")
                .hasMessageContaining("invalid credentials with SASL mechanism SCRAM-SHA-512")
                .hasMessageNotContaining("guess");
    }

    @Test
    void unknownAuthority_isReportedWithTheTrustStore() {
        KafkaSecurity security = deployment.broker.security(SecureDeployment.SENSORS);
        var connection = new KafkaConnection(
                deployment.connection(SecureDeployment.SENSORS).bootstrapServers(),
                new KafkaSecurity(
                        Protocol.SASL_SSL,
                        Optional.empty(),
                        security.user(),
                        security.passwordFile(),
                        Optional.of(new TestCertificates(work, "other").certificate),
                        Optional.empty()));

        assertThatThrownBy(() -> new KafkaAccess(connection, KafkaProgram.PRODUCER).check())
                .isInstanceOf(KafkaAccessException.class)
                .hasMessageContaining("PKIX path");
    }

    @Test
    void documentedSettingsOfKafkaConnect_areAccepted() throws Exception {
        KafkaConnection connection = deployment.connection(SecureDeployment.SENSORS);
        Path secrets = Files.writeString(work.resolve("connect.properties"), "password=swordfish\n");
        Properties settings = new Properties();
        settings.load(
                new StringReader(Documents.codeBlock("src/site/data.md", "properties", "producer.security.protocol")
                        .replace("producer.", "")
                        .replace("/secrets/connect.properties", secrets.toString())
                        .replace(
                                "/secrets/kafka-ca.pem",
                                connection.security().trustStore().orElseThrow().toString())));
        settings.put("bootstrap.servers", connection.bootstrapServers());
        deployment.broker.addUser("connect", "swordfish");
        deployment.broker.grant("connect", KafkaProgram.PRODUCER.grants());

        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = producer.send(new ProducerRecord<>(Topics.SOURCE_EVENTS.deadLetterTopic(), new byte[0]));

            assertThatThrownBy(sent::get).hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThat(producer.partitionsFor(Topics.TARGET_EVENTS.name())).hasSize(4);
        }
    }

    @Test
    void noPassword_isLogged() {
        String logs = PROGRAMS.stream().map(deployment::log).collect(joining()) + deployment.refusals;

        assertThat(deployment.broker.passwords(SecureDeployment.USERS.keySet()).values())
                .hasSize(7)
                .allSatisfy(password -> assertThat(logs).doesNotContain(password));
    }

    /** The message of a job, which has no stack trace. */
    private List<String> refusedLines(String job) {
        String output = deployment.refusals.get(job);
        assertThat(output).doesNotContain("\tat ");
        return output.lines().filter(line -> line.startsWith("User:")).toList();
    }

    private String refusal(String user, String operation, String resource, KafkaProgram program) {
        return "User:%s may not %s the %s on the Kafka broker at %s: grant it %s on this resource (needed by: %s)"
                .formatted(
                        user,
                        operation,
                        resource,
                        deployment.connection(user).bootstrapServers(),
                        operation,
                        program.title());
    }

    private static boolean isRefused(KafkaProducer<byte[], byte[]> foreign, String topic) {
        try {
            foreign.send(new ProducerRecord<>(topic, new byte[0], new byte[0])).get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof TopicAuthorizationException;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private String trustedKeys() {
        return deployment.trustedKeys().toString();
    }

    private record CommandOutput(int exitCode, String text) {}

    /** Runs a {@code realign} command as a user. */
    private CommandOutput run(String user, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap", deployment.connection(user).bootstrapServers()));
        deployment.broker.environment(user).forEach((name, value) -> {
            all.add("--"
                    + name.substring("REALIGN_".length())
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-'));
            all.add(value);
        });
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        int exitCode = Realign.commandLine().setOut(out).setErr(out).execute(all.toArray(String[]::new));
        return new CommandOutput(exitCode, text.toString());
    }
}
