package io.realign.jobs.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.alert.FittedReference;
import io.realign.event.LocatedEvent;
import io.realign.jobs.state.LocatedEventSerializer;
import io.realign.model.VerifiedRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file contains a snapshot of the reference function: a fitted reference, and later source events. */
class ReferenceStateCompatibilityTest {
    private static final Path RECORDED = Path.of("src/test/resources/compatibility/reference");
    private static final DriftSettings SETTINGS = new DriftSettings(
            GaussianEventStream.WINDOW,
            64,
            1,
            100_000,
            Duration.ofDays(1),
            64,
            100,
            1.25,
            Duration.ofSeconds(2),
            7,
            ChannelConfig.RAW_ONLY,
            new TimeOrder.Unknown());
    private static final long AFTER_QUIET_PERIOD_MILLIS =
            2 * SETTINGS.sourceQuietPeriod().toMillis();

    private final List<LocatedEvent> events = GaussianEventStream.source(1).next("oven", 80, 0);

    static Stream<Path> files() throws Exception {
        if (Boolean.getBoolean("realign.freeze") && !Files.exists(file())) {
            new ReferenceStateCompatibilityTest().writeSnapshot();
        }
        try (Stream<Path> files = Files.list(RECORDED)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void recordedSnapshot_isRestored_andRefittedWhenTheSourceHasGrown(Path file) throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, LocatedEvent, VerifiedRelease, DetectionUpdate> harness =
                harness();
        harness.initializeState(OperatorSnapshotUtil.readStateHandle(file.toString()));
        harness.open();
        feed(harness, 70, 79);
        harness.setProcessingTime(2 * AFTER_QUIET_PERIOD_MILLIS);
        assertThat(harness.extractOutputValues()).isEmpty();

        feed(harness, 79, 80);
        harness.setProcessingTime(3 * AFTER_QUIET_PERIOD_MILLIS);

        FittedReference refitted = ((DetectionUpdate.RawReferenceFitted)
                        harness.extractOutputValues().get(0))
                .reference();
        harness.close();
        assertThat(refitted.version()).isEqualTo(2);
        assertThat(refitted.calibratedReference().reference().sketch().offsets())
                .hasToString("[source.events-0[0,80)]");
    }

    @Test
    void currentFormat_isRecorded() {
        assertThat(file())
                .as("record a snapshot once with -Drealign.freeze=true")
                .exists();
    }

    private void writeSnapshot() throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, LocatedEvent, VerifiedRelease, DetectionUpdate> harness =
                harness();
        harness.open();
        feed(harness, 0, 64);
        harness.setProcessingTime(AFTER_QUIET_PERIOD_MILLIS);
        assertThat(harness.extractOutputValues()).hasSize(1);
        feed(harness, 64, 70);
        Files.createDirectories(RECORDED);
        OperatorSnapshotUtil.writeStateHandle(harness.snapshot(1, 1), file().toString());
        harness.close();
    }

    private static Path file() {
        return RECORDED.resolve(
                new LocatedEventSerializer().snapshotConfiguration().getCurrentVersion() + ".snapshot");
    }

    private void feed(
            KeyedTwoInputStreamOperatorTestHarness<String, LocatedEvent, VerifiedRelease, DetectionUpdate> harness,
            int from,
            int to)
            throws Exception {
        for (LocatedEvent event : events.subList(from, to)) {
            harness.processElement1(event, 0);
        }
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, LocatedEvent, VerifiedRelease, DetectionUpdate>
            harness() throws Exception {
        return FitReferenceFunctionTest.harness(SETTINGS);
    }
}
