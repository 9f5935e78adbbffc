package io.realign.lab.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicSpec;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.jobs.drift.ChannelConfig;
import io.realign.jobs.drift.DetectDriftFunction;
import io.realign.jobs.drift.DriftFlow;
import io.realign.jobs.drift.DriftSettings;
import io.realign.jobs.drift.TargetEventFunction;
import io.realign.jobs.runtime.JobEnvironment;
import io.realign.jobs.runtime.JobSettings;
import io.realign.model.SigningKeys;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times the whole drift job on a real broker, with its detector and with a counter in its place, in turn. */
@Command(
        name = "job-throughput",
        description = "Events a second of the drift job from Kafka, beside the same job with a counter for a detector.",
        mixinStandardHelpOptions = true)
public final class JobThroughput implements Callable<Integer> {
    private static final int SOURCE_EVENTS = 1000;
    private static final int WINDOW = 128;
    private static final int PER_MESSAGE = WINDOW / 8;

    /** The first events of a run find classes being loaded and checkpoints being restored. */
    private static final double WARM = 0.2;

    @Option(names = "--events", defaultValue = "400000", description = "Target events of a run (${DEFAULT-VALUE}).")
    private int events;

    @Option(names = "--domains", defaultValue = "50", description = "Domains they come from (${DEFAULT-VALUE}).")
    private int domains;

    @Option(names = "--width", defaultValue = "128", description = "Features of an event (${DEFAULT-VALUE}).")
    private int width;

    @Option(names = "--outputs", defaultValue = "256", description = "Random features (${DEFAULT-VALUE}).")
    private int outputs;

    @Option(names = "--pairs", defaultValue = "5", description = "Runs of each of the two (${DEFAULT-VALUE}).")
    private int pairs;

    @Option(names = "--seed", defaultValue = "1", description = "Of the events (${DEFAULT-VALUE}).")
    private long seed;

    private EmbeddedBroker broker;
    private Admin admin;
    private Path directory;
    private Random random;
    private long written;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new JobThroughput()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        directory = Files.createTempDirectory("job-throughput-");
        random = new Random(seed);
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        try (Admin opened = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin = opened;
            createTopics();
            send(Topics.SOURCE_EVENTS, SOURCE_EVENTS, 1);
            Path detecting = startFromSource("detecting", detect());
            Path counting = startFromSource("counting", new EventCountFunction(PER_MESSAGE));
            System.out.printf(Locale.ROOT, "sending %d events of %d domains%n", events, domains);
            send(Topics.TARGET_EVENTS, events, domains);
            compare(detecting, counting);
        } finally {
            broker.close();
        }
        return 0;
    }

    private void compare(Path detecting, Path counting) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%n| pair | detector, events/s | counter, events/s | ratio |%n| --- | --- | --- | --- |%n");
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair <= pairs; pair++) {
            double detector = run(detecting, pair, detect());
            double counter = run(counting, pair, new EventCountFunction(PER_MESSAGE));
            // The first pair warms up the compiler.
            if (pair > 0) {
                ratios.add(detector / counter);
                System.out.printf(
                        Locale.ROOT, "| %d | %.0f | %.0f | %.2f |%n", pair, detector, counter, detector / counter);
            }
        }
        ratios.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%nmedian ratio %.2f of %d pairs; %d events, %d domains, %d features, %d random features, seed %d%n",
                ratios.get(ratios.size() / 2),
                pairs,
                events,
                domains,
                width,
                outputs,
                seed);
    }

    /** Runs over a few events until a checkpoint holds what was learnt of the source; each run goes on from there. */
    private Path startFromSource(String name, TargetEventFunction detection) throws Exception {
        Path checkpoints = directory.resolve(name);
        long before = messages();
        send(Topics.TARGET_EVENTS, PER_MESSAGE, 1);
        try (RunningJob job = start(checkpoints, detection)) {
            while (messages() == before) {
                Thread.sleep(100);
            }
            job.awaitCheckpoint();
        }
        return checkpoints;
    }

    private double run(Path learnt, int pair, TargetEventFunction detection) throws Exception {
        Path checkpoints = directory.resolve(learnt.getFileName() + "-" + pair);
        copy(learnt, checkpoints);
        long before = messages();
        long first = before + (long) (WARM * events / PER_MESSAGE);
        // Each domain's last stretch may be incomplete.
        long last = before + events / PER_MESSAGE - domains;
        RunningJob job = start(checkpoints, detection);
        try {
            long at = await(first);
            long began = System.nanoTime();
            return (await(last) - at) * PER_MESSAGE / ((System.nanoTime() - began) / 1e9);
        } finally {
            job.close();
        }
    }

    private long await(long wanted) throws Exception {
        long now = messages();
        while (now < wanted) {
            Thread.sleep(20);
            now = messages();
        }
        return now;
    }

    private TargetEventFunction detect() {
        return new DetectDriftFunction(WINDOW, Duration.ofDays(1));
    }

    private RunningJob start(Path checkpoints, TargetEventFunction detection) throws Exception {
        JobSettings settings = new JobSettings(
                broker.bootstrapServers(),
                new EventContract(width, List.of("one", "other"), Duration.ofHours(1)),
                checkpoints,
                Duration.ofSeconds(1),
                seed,
                SigningKeys.loadOrCreate(checkpoints.resolveSibling("keys")).trusted(),
                Optional.empty());
        StreamExecutionEnvironment environment = JobEnvironment.of(settings);
        DriftSettings drift = new DriftSettings(
                WINDOW,
                outputs,
                1,
                100_000_000,
                Duration.ofDays(1),
                SOURCE_EVENTS,
                SOURCE_EVENTS,
                2,
                Duration.ofSeconds(2),
                seed,
                ChannelConfig.RAW_ONLY);
        DriftFlow.define(environment, settings, drift, detection);
        return new RunningJob(environment.executeAsync("drift job"), checkpoints);
    }

    private record RunningJob(JobClient job, Path checkpoints) implements AutoCloseable {
        void awaitCheckpoint() throws Exception {
            Instant since = Instant.now();
            while (true) {
                try (Stream<Path> files = Files.walk(checkpoints)) {
                    if (files.anyMatch(file ->
                            file.endsWith("_metadata") && file.toFile().lastModified() > since.toEpochMilli() + 500)) {
                        return;
                    }
                } catch (java.io.UncheckedIOException vanished) {
                    // An older checkpoint is being deleted: look again.
                    continue;
                }
                Thread.sleep(100);
            }
        }

        /** The result of a cancelled job is an exception; it comes when the job has ended. */
        @Override
        public void close() {
            job.cancel().join();
            job.getJobExecutionResult().handle((result, cancelled) -> true).join();
        }
    }

    private void createTopics() {
        Stream<TopicSpec> topics =
                Topics.all().stream().map(topic -> new TopicSpec(topic.name(), topic.partitions(), topic.compacted()));
        Stream<TopicSpec> deadLetters =
                Topics.withDeadLetterTopic().stream().map(topic -> new TopicSpec(topic.deadLetterTopic(), 1, false));
        broker.createTopics(Stream.concat(topics, deadLetters).toList());
    }

    private void send(Topic<FeatureEvent> topic, int count, int from) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 20, "batch.size", 1 << 18),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                FeatureEvent event = event("domain-" + i % from, topic.equals(Topics.SOURCE_EVENTS));
                sent.add(producer.send(new ProducerRecord<>(
                        topic.name(),
                        event.domain().getBytes(UTF_8),
                        topic.codec().encode(event))));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    private FeatureEvent event(String domain, boolean labelled) {
        float[] row = new float[width];
        for (int i = 0; i < width; i++) {
            row[i] = (float) random.nextGaussian();
        }
        Optional<String> label = labelled ? Optional.of(written % 2 == 0 ? "one" : "other") : Optional.empty();
        Instant time = Instant.EPOCH.plusMillis(written);
        return new FeatureEvent("e" + written++, domain, time, Tensor.vector(row), label);
    }

    /** Windows written so far, committed or not. */
    private long messages() throws Exception {
        Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
        for (int partition = 0; partition < Topics.DRIFT_WINDOWS.partitions(); partition++) {
            newest.put(new TopicPartition(Topics.DRIFT_WINDOWS.name(), partition), OffsetSpec.latest());
        }
        return admin.listOffsets(newest).all().get().values().stream()
                .mapToLong(found -> found.offset())
                .sum();
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
