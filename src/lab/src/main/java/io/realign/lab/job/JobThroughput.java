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
import io.realign.jobs.drift.TimeOrder;
import io.realign.jobs.runtime.JobEnvironment;
import io.realign.jobs.runtime.JobSettings;
import io.realign.lab.command.MarkdownTable;
import io.realign.model.SigningKeys;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
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
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the throughput of the drift job with an embedded broker, alternately with the detector and with an event counter. */
@Command(
        name = "job-throughput",
        description =
                "Measures events per second of the drift job from Kafka, compared with a job that only counts events.",
        mixinStandardHelpOptions = true)
public final class JobThroughput implements Callable<Integer> {
    private static final int SOURCE_EVENTS = 1000;
    private static final int WINDOW = 128;

    /** Number of events per reported window, the same as for the detector. */
    private static final int REPORT_INTERVAL = WINDOW / 8;

    /** Fraction of the events of a run that is excluded as warm-up: class loading and restoring the checkpoint. */
    private static final double WARM_UP_FRACTION = 0.2;

    @Option(
            names = "--events",
            defaultValue = "400000",
            description = "Number of target events per run (${DEFAULT-VALUE}).")
    private int events;

    @Option(names = "--domains", defaultValue = "50", description = "Number of domains (${DEFAULT-VALUE}).")
    private int domains;

    @Option(names = "--width", defaultValue = "128", description = "Number of features (${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--random-features",
            defaultValue = "256",
            description = "Number of random features (${DEFAULT-VALUE}).")
    private int randomFeatures;

    @Option(
            names = "--pairs",
            defaultValue = "5",
            description = "Number of measured runs of each job (${DEFAULT-VALUE}).")
    private int pairs;

    @Option(names = "--seed", defaultValue = "1", description = "Random seed (${DEFAULT-VALUE}).")
    private long seed;

    private EmbeddedBroker broker;
    private Admin admin;
    private Path directory;
    private Random random;
    private long createdEvents;

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
            Path detectorCheckpoints = fitAndCheckpoint("detecting", createDetector());
            Path counterCheckpoints = fitAndCheckpoint("counting", new EventCountFunction(REPORT_INTERVAL));
            System.out.printf(Locale.ROOT, "sending %d events of %d domains%n", events, domains);
            send(Topics.TARGET_EVENTS, events, domains);
            compare(detectorCheckpoints, counterCheckpoints);
        } finally {
            broker.close();
        }
        return 0;
    }

    private void compare(Path detectorCheckpoints, Path counterCheckpoints) throws Exception {
        System.out.println();
        MarkdownTable table = new MarkdownTable(
                new PrintWriter(System.out, true, UTF_8),
                List.of("pair", "detector, events/s", "counter, events/s", "ratio"));
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair <= pairs; pair++) {
            double detector = run(detectorCheckpoints, pair, createDetector());
            double counter = run(counterCheckpoints, pair, new EventCountFunction(REPORT_INTERVAL));
            // The first pair warms up the compiler.
            if (pair > 0) {
                ratios.add(detector / counter);
                table.row("%d | %.0f | %.0f | %.2f", pair, detector, counter, detector / counter);
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
                randomFeatures,
                seed);
    }

    /** Fits the reference and takes a checkpoint, from which each run resumes. */
    private Path fitAndCheckpoint(String name, TargetEventFunction function) throws Exception {
        Path checkpoints = directory.resolve(name);
        long before = writtenWindows();
        send(Topics.TARGET_EVENTS, REPORT_INTERVAL, 1);
        try (RunningJob job = start(checkpoints, function)) {
            awaitWindows(before + 1);
            job.awaitCheckpoint();
        }
        return checkpoints;
    }

    private double run(Path initialCheckpoints, int pair, TargetEventFunction function) throws Exception {
        Path checkpoints = directory.resolve(initialCheckpoints.getFileName() + "-" + pair);
        copy(initialCheckpoints, checkpoints);
        long before = writtenWindows();
        long first = before + (long) (WARM_UP_FRACTION * events / REPORT_INTERVAL);
        // The last window of each domain can be incomplete.
        long last = before + events / REPORT_INTERVAL - domains;
        RunningJob job = start(checkpoints, function);
        try {
            long startWindows = awaitWindows(first);
            long start = System.nanoTime();
            return (awaitWindows(last) - startWindows) * REPORT_INTERVAL / ((System.nanoTime() - start) / 1e9);
        } finally {
            job.close();
        }
    }

    private long awaitWindows(long minimum) throws Exception {
        long written = writtenWindows();
        while (written < minimum) {
            Thread.sleep(20);
            written = writtenWindows();
        }
        return written;
    }

    private TargetEventFunction createDetector() {
        return new DetectDriftFunction(WINDOW, Duration.ofDays(1));
    }

    private RunningJob start(Path checkpoints, TargetEventFunction function) throws Exception {
        JobSettings settings = new JobSettings(
                KafkaConnection.plaintext(broker.bootstrapServers()),
                new EventContract(width, List.of("one", "other"), Duration.ofHours(1)),
                checkpoints,
                Duration.ofSeconds(1),
                seed,
                SigningKeys.loadOrCreate(checkpoints.resolveSibling("keys")).trusted(),
                Optional.empty());
        StreamExecutionEnvironment environment = JobEnvironment.of(settings);
        DriftSettings drift = new DriftSettings(
                WINDOW,
                randomFeatures,
                1,
                100_000_000,
                Duration.ofDays(1),
                SOURCE_EVENTS,
                SOURCE_EVENTS,
                2,
                Duration.ofSeconds(2),
                seed,
                ChannelConfig.RAW_ONLY,
                new TimeOrder.Unknown());
        DriftFlow.define(environment, settings, drift, function);
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
                } catch (UncheckedIOException e) {
                    // An older checkpoint was deleted during the walk.
                    continue;
                }
                Thread.sleep(100);
            }
        }

        /** Cancels the job and waits for its end. The result of a cancelled job is an exception, which is ignored. */
        @Override
        public void close() {
            job.cancel().join();
            job.getJobExecutionResult().handle((result, failure) -> true).join();
        }
    }

    private void createTopics() {
        List<TopicSpec> topics = new ArrayList<>();
        Topics.all().forEach(topic -> topics.add(new TopicSpec(topic.name(), topic.partitions(), topic.compacted())));
        Topics.withDeadLetterTopic().forEach(topic -> topics.add(new TopicSpec(topic.deadLetterTopic(), 1, false)));
        broker.createTopics(topics);
    }

    private void send(Topic<FeatureEvent> topic, int count, int domains) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 20, "batch.size", 1 << 18),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                FeatureEvent event = event("domain-" + i % domains, topic.equals(Topics.SOURCE_EVENTS));
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
        Optional<String> label = labelled ? Optional.of(createdEvents % 2 == 0 ? "one" : "other") : Optional.empty();
        Instant time = EventContract.MIN_TIME.plusMillis(createdEvents);
        return new FeatureEvent("e" + createdEvents++, domain, time, Tensor.vector(row), label);
    }

    /** Returns the number of written windows, committed or not. */
    private long writtenWindows() throws Exception {
        Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
        for (int partition = 0; partition < Topics.DRIFT_WINDOWS.partitions(); partition++) {
            newest.put(new TopicPartition(Topics.DRIFT_WINDOWS.name(), partition), OffsetSpec.latest());
        }
        return admin.listOffsets(newest).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
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
