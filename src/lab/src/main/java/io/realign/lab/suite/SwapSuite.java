package io.realign.lab.suite;

import io.realign.adaptation.TrainingSummary;
import io.realign.cli.launch.ResidentMemory;
import io.realign.cli.model.ModelTraining;
import io.realign.client.FollowerSettings;
import io.realign.client.ModelFollower;
import io.realign.client.internal.OnnxScorer;
import io.realign.event.ContentId;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.lab.task.SyntheticTask;
import io.realign.lab.task.SyntheticTasks;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.model.ReleaseOrigin;
import io.realign.model.ReleasedModel;
import io.realign.model.SigningKeys;
import io.realign.rollout.Prediction;
import io.realign.schemas.SignedRelease;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures a consumer under load while releases arrive. Each release is published as soon as the previous one serves. Checks
 * that every prediction comes from the version that it names. Compares the latencies with those of phases without releases.
 */
final class SwapSuite {
    private static final String DOMAIN = "site-a";
    private static final int ROUNDS = 10;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Duration RELEASE_TTL = Duration.ofDays(1);
    private static final long PUBLISH_INTERVAL_NANOS = 20_000_000;
    private static final double QUANTILE = .99;
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    /** Duration of the busy wait at the end of an interval. */
    private static final long SPIN_NANOS = 200_000;

    /** Never called, because the artifacts are in the cache. */
    private static final URI UNUSED_ADAPTER = URI.create("http://127.0.0.1:9");

    private final String bootstrap;
    private final Path work;
    private final int swaps;
    private final int rate;
    private final PrintWriter console;
    private final SigningKeys keys;
    private final List<String> labels;
    private final float[][] rows;
    private final List<Artifact> artifacts = new ArrayList<>();
    private final List<float[][]> expected = new ArrayList<>();

    /**
     * @param bootstrap address of a broker with the topics
     * @param work directory for the cache and the keys
     * @param swaps number of swaps
     * @param rate events per second
     */
    SwapSuite(String bootstrap, Path work, int swaps, int rate, PrintWriter console) throws IOException {
        this.bootstrap = bootstrap;
        this.work = work;
        this.swaps = swaps;
        this.rate = rate;
        this.console = console;
        this.keys = SigningKeys.loadOrCreate(work.resolve("keys"));
        SyntheticTask task = SyntheticTasks.covariateShift(1);
        this.labels = task.sourceSplit().labels();
        this.rows = task.targets().get(0).rows();
        ModelTraining training = ModelTraining.create();
        for (long seed = 1; seed <= 2; seed++) {
            byte[] inference = task.trainBaseModel(training, seed).onnxModel();
            String digest = ContentId.digest(inference);
            Files.write(work.resolve(digest), inference);
            artifacts.add(new Artifact(Artifact.Kind.INFERENCE, digest, inference.length));
            expected.add(new OnnxScorer(rows[0].length, labels).probabilities(inference, rows));
        }
    }

    /**
     * The measurements.
     *
     * @param events number of events
     * @param mismatches number of predictions that differ from those of the named version
     * @param servedVersions number of versions that served
     * @param steady latencies without releases
     * @param swapping latencies while releases arrive
     * @param residentAtStart resident memory after the first tenth of the swaps, in KiB
     * @param residentAtEnd resident memory at the end, in KiB
     */
    record Measurements(
            int events,
            int mismatches,
            long servedVersions,
            Latencies steady,
            Latencies swapping,
            long residentAtStart,
            long residentAtEnd) {
        void print(PrintWriter out) {
            out.printf(
                    Locale.ROOT,
                    "%d events, one prediction each; %d predictions that differ from the named version; %d versions served%n",
                    events,
                    mismatches,
                    servedVersions);
            compare(out, "service time", steady.serviceTimes(), swapping.serviceTimes());
            compare(
                    out,
                    "response time (from the due time of an event, including the wait for a CPU)",
                    steady.responseTimes(),
                    swapping.responseTimes());
            out.printf(
                    Locale.ROOT,
                    "resident memory after the first tenth of the swaps and at the end: %.1f and %.1f MiB, %+.1f %%%n",
                    residentAtStart / 1024.0,
                    residentAtEnd / 1024.0,
                    100.0 * (residentAtEnd - residentAtStart) / residentAtStart);
        }

        private static void compare(PrintWriter out, String metric, long[] steady, long[] swapping) {
            out.printf(
                    Locale.ROOT,
                    "p99 %s with swaps / without swaps: %.2f (%.0f / %.0f microseconds)%n",
                    metric,
                    (double) p99(swapping) / p99(steady),
                    p99(swapping) / 1e3,
                    p99(steady) / 1e3);
        }

        private static long p99(long[] sorted) {
            return sorted[(int) (QUANTILE * (sorted.length - 1))];
        }
    }

    /**
     * Latencies in nanoseconds, sorted.
     *
     * @param serviceTimes from the call to the prediction
     * @param responseTimes from the due time of the event to the prediction
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Latencies(long[] serviceTimes, long[] responseTimes) {
        static Latencies merged(List<Latencies> parts) {
            return new Latencies(
                    sorted(parts.stream().map(Latencies::serviceTimes)),
                    sorted(parts.stream().map(Latencies::responseTimes)));
        }

        private static long[] sorted(Stream<long[]> parts) {
            return parts.flatMapToLong(Arrays::stream).sorted().toArray();
        }
    }

    /** Sends events from this thread at the configured rate. Another thread publishes the releases. */
    Measurements run() throws InterruptedException {
        FollowerSettings settings = new FollowerSettings("swap-suite", bootstrap, UNUSED_ADAPTER, work, keys.trusted());
        try (ModelFollower follower = new ModelFollower(settings, Clock.systemUTC());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            ReleasePublisher publisher = new ReleasePublisher(producer);
            publisher.publish();
            if (!follower.awaitReady(TIMEOUT)) {
                throw new IllegalStateException("expected the first model to serve within " + TIMEOUT);
            }
            LoadGenerator load = new LoadGenerator(follower, publisher);
            Thread thread = new Thread(publisher, "releases");
            thread.setDaemon(true);
            thread.start();
            Measurements measurements = load.run();
            thread.join(TIMEOUT.toMillis());
            return measurements;
        }
    }

    private ModelRelease release(long version) {
        Artifact artifact = artifacts.get((int) (version % 2));
        Instant now = Instant.now();
        return ModelRelease.of(
                DOMAIN,
                version,
                ReleaseOrigin.adaptation(version - 1, "", "", List.of()),
                new ReleasedModel(rows[0].length, labels, List.of(artifact)),
                TrainingSummary.withoutSteps(1),
                Provenance.UNKNOWN,
                now,
                now.plus(RELEASE_TTL));
    }

    /** Publishes a release as soon as the previous one serves, up to the requested version. */
    private final class ReleasePublisher implements Runnable {
        private final KafkaProducer<byte[], byte[]> producer;
        private volatile long publishedVersion;
        private volatile long servingVersion;
        private volatile long requestedVersion = 1;
        private volatile RuntimeException failure;

        ReleasePublisher(KafkaProducer<byte[], byte[]> producer) {
            this.producer = producer;
        }

        void publish() {
            long version = publishedVersion + 1;
            SignedRelease release = SignedRelease.sign(release(version), keys.signer());
            ProducerRecord<byte[], byte[]> message =
                    new ProducerRecord<>(Topics.MODELS.name(), release.key(), release.value());
            release.headers().forEach(message.headers()::add);
            try {
                producer.send(message).get();
            } catch (ExecutionException e) {
                throw new KafkaException("cannot publish a release", e.getCause());
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            publishedVersion = version;
        }

        /** @throws IllegalStateException if publishing has failed, since the measurement would wait for the next version forever */
        void requireNoFailure() {
            if (failure != null) {
                throw new IllegalStateException("cannot publish release " + (publishedVersion + 1), failure);
            }
        }

        @Override
        public void run() {
            try {
                while (servingVersion <= swaps) {
                    if (publishedVersion < requestedVersion && servingVersion == publishedVersion) {
                        publish();
                    }
                    LockSupport.parkNanos(PUBLISH_INTERVAL_NANOS);
                }
            } catch (RuntimeException e) {
                failure = e;
            }
        }
    }

    /** Sends events to the consumer and measures their latency. */
    private final class LoadGenerator {
        private final ModelFollower follower;
        private final ReleasePublisher publisher;
        private final long periodNanos = NANOS_PER_SECOND / rate;
        private final List<Latencies> steady = new ArrayList<>();
        private final List<Latencies> swapping = new ArrayList<>();
        private int events;
        private int mismatches;
        private long servingVersion;
        private long servedVersions;
        private long residentAtStart;

        LoadGenerator(ModelFollower follower, ReleasePublisher publisher) {
            this.follower = follower;
            this.publisher = publisher;
        }

        Measurements run() {
            measureEvents(rate);
            for (int round = 1; round <= ROUNDS; round++) {
                int version = 1 + (int) ((long) swaps * round / ROUNDS);
                publisher.requestedVersion = version;
                swapping.add(measureUntilRequestedVersionServes());
                steady.add(measureEvents(swapping.get(round - 1).serviceTimes().length));
                System.gc();
                long resident = residentKib();
                residentAtStart = round == 1 ? resident : residentAtStart;
                console.printf(
                        Locale.ROOT,
                        "%d of %d swaps, %d events, resident %.1f MiB%n",
                        version - 1,
                        swaps,
                        events,
                        resident / 1024.0);
            }
            return new Measurements(
                    events,
                    mismatches,
                    servedVersions,
                    Latencies.merged(steady),
                    Latencies.merged(swapping),
                    residentAtStart,
                    residentKib());
        }

        private static long residentKib() {
            return ResidentMemory.kib(ProcessHandle.current().pid()).orElse(-1);
        }

        private Latencies measureEvents(int maxEvents) {
            return measureWhile(sentEvents -> sentEvents < maxEvents);
        }

        private Latencies measureUntilRequestedVersionServes() {
            return measureWhile(sentEvents -> servingVersion != publisher.requestedVersion);
        }

        private Latencies measureWhile(IntPredicate continueAfter) {
            long[] serviceTimes = new long[1024];
            long[] responseTimes = new long[1024];
            int count = 0;
            long start = System.nanoTime();
            while (continueAfter.test(count)) {
                publisher.requireNoFailure();
                long due = start + count * periodNanos;
                awaitDue(due);
                long called = System.nanoTime();
                predict();
                long returned = System.nanoTime();
                if (count == serviceTimes.length) {
                    serviceTimes = Arrays.copyOf(serviceTimes, 2 * count);
                    responseTimes = Arrays.copyOf(responseTimes, 2 * count);
                }
                serviceTimes[count] = returned - called;
                responseTimes[count++] = returned - due;
            }
            return new Latencies(Arrays.copyOf(serviceTimes, count), Arrays.copyOf(responseTimes, count));
        }

        private void awaitDue(long due) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                if (left > SPIN_NANOS) {
                    LockSupport.parkNanos(left - SPIN_NANOS);
                } else {
                    Thread.onSpinWait();
                }
            }
        }

        private void predict() {
            int row = events % rows.length;
            Prediction prediction = follower.predict(new FeatureEvent(
                    Integer.toString(events),
                    DOMAIN,
                    EventContract.MIN_TIME,
                    Tensor.vector(rows[row]),
                    Optional.empty()));
            events++;
            float[] expectedProbabilities = expected.get((int) (prediction.modelVersion() % 2))[row];
            for (int label = 0; label < expectedProbabilities.length; label++) {
                if (prediction.probabilities().get(label) != expectedProbabilities[label]) {
                    mismatches++;
                    break;
                }
            }
            if (prediction.modelVersion() != servingVersion) {
                servingVersion = prediction.modelVersion();
                servedVersions++;
                publisher.servingVersion = servingVersion;
            }
        }
    }
}
