package io.realign.jobs.drift;

import io.realign.broker.EmbeddedBroker;
import io.realign.client.testing.TestKeys;
import io.realign.event.EventContract;
import io.realign.jobs.kafka.TestTopics;
import io.realign.jobs.runtime.JobEnvironment;
import io.realign.jobs.runtime.JobSettings;
import io.realign.jobs.runtime.MetricsScrape;
import io.realign.jobs.runtime.RecordGuard;
import io.realign.model.SigningKeys;
import io.realign.schemas.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the whole job with an embedded broker. */
abstract class DriftJobTestBase {
    @TempDir
    Path directory;

    TestTopics topics;
    final SigningKeys keys = TestKeys.generate();
    KafkaProducer<byte[], byte[]> producer;
    String metricsPort;

    private EmbeddedBroker broker;
    private JobClient job;

    abstract EventContract contract();

    abstract DriftSettings settings();

    @BeforeEach
    final void start() throws Exception {
        metricsPort = MetricsScrape.freePort();
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        topics = TestTopics.createOn(broker);
        producer = topics.producer();
        startJob();
    }

    @AfterEach
    final void stop() throws Exception {
        // A broker that loses its directory halts the JVM.
        try {
            stopJob();
        } finally {
            producer.close(Duration.ZERO);
            broker.close();
        }
    }

    final void restartJob() throws Exception {
        stopJob();
        startJob();
    }

    private void startJob() throws Exception {
        JobSettings job = new JobSettings(
                KafkaConnection.plaintext(broker.bootstrapServers()),
                contract(),
                directory.resolve("checkpoints"),
                Duration.ofMillis(200),
                7,
                keys.trusted(),
                Optional.of(metricsPort));
        StreamExecutionEnvironment environment = JobEnvironment.of(job);
        DriftFlow.define(
                environment, job, settings(), new DetectDriftFunction(settings(), RecordGuard.disabled("drift-job")));
        this.job = environment.executeAsync("drift job");
    }

    private void stopJob() throws Exception {
        if (job != null) {
            job.cancel().get();
            // The result of a cancelled job is an exception.
            job.getJobExecutionResult().handle((result, cancelled) -> true).get();
        }
    }
}
