package io.realign.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adaptation.AnswerChange;
import io.realign.adaptation.Budget;
import io.realign.adaptation.Thresholds;
import io.realign.adaptation.Vote;
import io.realign.adapter.adaptation.AdaptationProgress;
import io.realign.adapter.adaptation.Attempt;
import io.realign.adapter.adaptation.Stage;
import io.realign.adapter.adaptation.StoppedException;
import io.realign.adapter.event.Settling;
import io.realign.adapter.event.SourceWatch;
import io.realign.adapter.model.ArtifactStore;
import io.realign.adapter.model.DirectoryArtifacts;
import io.realign.adapter.model.Publisher;
import io.realign.adapter.model.Registry;
import io.realign.adapter.model.ReleaseArchive;
import io.realign.adapter.model.Snapshots;
import io.realign.adapter.tracing.AlertTraceIds;
import io.realign.adapter.tracing.Tracing;
import io.realign.alert.Calibrated;
import io.realign.alert.DriftAlert;
import io.realign.broker.EmbeddedBroker;
import io.realign.client.OnnxScorer;
import io.realign.client.log.Log;
import io.realign.client.log.Replay;
import io.realign.event.EventContract;
import io.realign.event.OffsetRange;
import io.realign.learning.dl4j.StackEngine;
import io.realign.learning.portfolio.Portfolio;
import io.realign.learning.portfolio.Scorer;
import io.realign.learning.portfolio.SourceTraining;
import io.realign.learning.training.Trainer;
import io.realign.model.Exposure;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.rollout.RolloutPlan;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process does that comes after one that was killed. Each {@link Incarnation} starts knowing nothing. */
class RestartTest {
    private static final Optional<DriftAlert> NO_LATER = Optional.empty();
    private static final EventContract CONTRACT = new EventContract(4, Smells.LABELS, Duration.ofHours(1));

    private static final RolloutPlan PLAN = new RolloutPlan(List.of(), 0, Duration.ZERO, 0, Duration.ZERO, false);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static Wire wire;

    @BeforeAll
    static void version1() throws Exception {
        broker = TestBroker.start(directory.resolve("broker"));
        wire = new Wire(broker.bootstrap());
        wire.send(Topics.SOURCE_EVENTS, "source-1", Smells.source(300));
        try (Incarnation process = new Incarnation("artifacts")) {
            process.firstVersion().make();
        }
    }

    @AfterAll
    static void stop() {
        wire.close();
        broker.close();
    }

    @Test
    void version1_isNotMadeAgain() throws Exception {
        try (Incarnation next = new Incarnation("artifacts")) {
            next.firstVersion().make();
        }

        assertThat(releases(ModelRelease.SHARED)).hasSize(1);
    }

    @Test
    void alertThatWasFinished_isNotTakenUpAgain() throws Exception {
        DriftAlert alert = drift("oven");
        AdaptationRecord before;
        try (Incarnation first = new Incarnation("artifacts")) {
            before = first.adaptations().handle(alert, NO_LATER);
        }

        try (Incarnation next = new Incarnation("artifacts")) {
            assertThat(next.adaptations().handle(alert, NO_LATER)).isEqualTo(stored(alert));
            assertThat(next.told).isEmpty();
        }

        assertThat(before.outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(releases("oven")).hasSize(1);
        assertThat(records(alert)).hasSize(1);
    }

    @Test
    void releaseWithoutARecord_getsItsRecord_andNoSecondRelease() throws Exception {
        DriftAlert alert = drift("kiln");
        ModelRelease published = copyOfVersion1(alert);
        try (Incarnation killed = new Incarnation("artifacts")) {
            killed.publisher.publish(published);
        }

        try (Incarnation next = new Incarnation("artifacts")) {
            next.adaptations().handle(alert, NO_LATER);
            assertThat(next.told).isEmpty();
        }

        assertThat(releases("kiln")).containsExactly(published);
        assertThat(records(alert)).singleElement().satisfies(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.RELEASED);
            assertThat(record.version()).isEqualTo(2);
            assertThat(record.parentDomain()).isEqualTo(ModelRelease.SHARED);
            assertThat(record.sourceRows()).isPositive();
        });
    }

    @Test
    void killedBeforeTheRelease_endsInTheSameBytes() throws Exception {
        DriftAlert alert = drift("furnace");
        try (Incarnation killed = new Incarnation("artifacts")) {
            killed.adaptations().handle(alert, NO_LATER);
        }
        ModelRelease before = releases("furnace").get(0);

        try (EmbeddedBroker other = TestBroker.start(directory.resolve("other"));
                Wire otherWire = new Wire(other.bootstrap())) {
            // All that the first process had said, but what it said of this alert.
            copy(Topics.SOURCE_EVENTS.name(), otherWire);
            copy(Topics.TARGET_EVENTS.name(), otherWire);
            otherWire.send(releases(ModelRelease.SHARED));
            try (Incarnation next = new Incarnation("artifacts", other.bootstrap())) {
                next.adaptations().handle(alert, NO_LATER);
            }
            ModelRelease after = otherWire.messages(Topics.MODELS).get(1);
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.artifacts()).isEqualTo(before.artifacts());
        }
    }

    @Test
    void adaptationThatTheStopBreaks_hasNoOutcome() throws Exception {
        DriftAlert alert = drift("half-way");

        try (Incarnation stopped = new Incarnation("artifacts")) {
            stopped.stopping = true;
            Adaptations adaptations = stopped.adaptations((inference, rows) -> {
                throw new IllegalStateException("the native library is gone");
            });
            assertThatThrownBy(() -> adaptations.handle(alert, NO_LATER)).isInstanceOf(StoppedException.class);
        }

        assertThat(records(alert)).isEmpty();
    }

    @Test
    void labelsThatCannotBeRead_failTheAdaptation_andNameTheLine() throws Exception {
        DriftAlert alert = drift("labelled");

        try (Incarnation next = new Incarnation("artifacts")) {
            next.probe = Optional.of(Files.writeString(directory.resolve("probe.csv"), "label,x\nunknown,1\n"));
            AdaptationRecord record = next.adaptations().handle(alert, NO_LATER);
            assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(record.reason()).contains("realign.probe", "probe.csv, line 2");
        }
    }

    @Test
    void dryRun_judgesAndRecords_andReleasesNothing() throws Exception {
        DriftAlert alert = drift("dry");

        try (Incarnation dry = new Incarnation("artifacts")) {
            dry.dryRun = true;
            dry.adaptations().handle(alert, NO_LATER);
            assertThat(dry.told).extracting(AdaptationProgress::stage).endsWith(Stage.WITHHELD);
        }

        assertThat(releases("dry")).isEmpty();
        assertThat(records(alert)).singleElement().satisfies(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.WITHHELD);
            assertThat(record.version()).isZero();
            assertThat(record.votes()).isNotEmpty().allMatch(Vote::passed);
            assertThat(record.reason()).contains("realign.dry-run");
        });
    }

    @Test
    void domainInItsCooldown_hasToWait_alsoForAnotherProcess() throws Exception {
        DriftAlert first = alert("alert-rest", "rest", 0);
        try (Incarnation before = new Incarnation("artifacts")) {
            assertThat(before.adaptations().handle(first, NO_LATER).outcome()).isEqualTo(Outcome.REFUSED);
        }
        try (Incarnation next = new Incarnation("artifacts")) {
            next.budget = new Budget(Duration.ofHours(1), Duration.ofDays(365));
            next.registry.refresh(Registry.PATIENCE);
            assertThat(next.adaptations().delay("rest"))
                    .hasValueSatisfying(reason -> assertThat(reason).contains("rests until", "PT1H"));
            assertThat(next.adaptations().delay("another")).isEmpty();
        }
    }

    @Test
    void alertAfterWhichTheDomainHasMovedOn_isSkippedWithItsReason_andGetsNoSecondRecord() throws Exception {
        DriftAlert first = alert("alert-moved", "moved", 0);
        DriftAlert later = alert("alert-moved-2", "moved", .5f);
        try (Incarnation next = new Incarnation("artifacts")) {
            next.adaptations().handle(first, Optional.of(later));
            assertThat(next.told).extracting(AdaptationProgress::stage).containsExactly(Stage.SKIPPED);
        }

        try (Incarnation last = new Incarnation("artifacts")) {
            assertThat(last.adaptations().handle(first, NO_LATER)).isEqualTo(stored(first));
            assertThat(last.told).isEmpty();
        }

        assertThat(records(first)).singleElement().satisfies(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.SKIPPED);
            assertThat(record.version()).isZero();
            assertThat(record.reason()).startsWith("the domain has moved on: alert alert-moved-2 came at");
        });
    }

    @Test
    void processorTimeOfEarlierProcesses_countsTowardsTheDay() throws Exception {
        DriftAlert dear = drift("dear");
        AtomicLong hours = new AtomicLong();
        try (Incarnation before = new Incarnation("another-directory")) {
            before.cpuNanos = () -> Duration.ofHours(hours.getAndIncrement()).toNanos();
            before.adaptations().handle(dear, NO_LATER);
        }

        DriftAlert late = drift("late");
        try (Incarnation next = new Incarnation("artifacts")) {
            next.budget = new Budget(Duration.ZERO, Duration.ofHours(1));
            next.adaptations().handle(late, NO_LATER);
        }

        assertThat(stored(dear).cpuMillis()).isEqualTo(Duration.ofHours(1).toMillis());
        assertThat(stored(late).outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(stored(late).reason()).contains("24 hours", "PT1H");
    }

    @Test
    void domainWhoseReleaseIsBeingRolledOut_hasToWait_andTheReleaseIsNamed() throws Exception {
        ModelRelease shared = releases(ModelRelease.SHARED).get(0);
        ModelRelease partial = copyOfVersion1(drift("rolling"))
                .after(shared, AnswerChange.NONE, new Exposure(0, 0, 1000, false, shared.createdAt(), ""));

        try (Incarnation next = new Incarnation("artifacts")) {
            next.publisher.publish(partial);
            next.registry.refresh(Registry.PATIENCE);
            assertThat(next.adaptations().delay("rolling"))
                    .hasValueSatisfying(reason -> assertThat(reason).startsWith("rolling v2 is being rolled out"));
        }
    }

    @Test
    void modelWhoseBytesAreGone_failsTheAdaptation_andSaysWhatIsMissing() throws Exception {
        DriftAlert alert = drift("empty");

        try (Incarnation next = new Incarnation("another-directory")) {
            AdaptationRecord record = next.adaptations().handle(alert, NO_LATER);
            assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(record.reason()).contains("shared v1", "another-directory");
            assertThat(next.told).extracting(AdaptationProgress::stage).containsExactly(Stage.REPLAYING, Stage.FAILED);
        }
    }

    private static void copy(String topic, Wire to) {
        wire.records(topic).forEach(record -> to.copy(record));
    }

    private static DriftAlert drift(String domain) {
        return alert("alert-" + domain, domain, .5f);
    }

    /** @param shift 0 for events that look like the source */
    private static DriftAlert alert(String id, String domain, float shift) {
        List<OffsetRange> window = wire.send(Topics.TARGET_EVENTS, domain, Smells.target(domain, 160, shift));
        return new DriftAlert(
                id,
                domain,
                1,
                DriftWindow.SOURCE,
                1,
                DriftWindow.RAW,
                Smells.BEGIN,
                Smells.BEGIN,
                Smells.BEGIN.plusSeconds(160),
                2,
                .1,
                160,
                window,
                List.of(),
                Calibrated.UNKNOWN,
                List.of(),
                Optional.empty());
    }

    private static ModelRelease copyOfVersion1(DriftAlert alert) {
        ModelRelease shared = releases(ModelRelease.SHARED).get(0);
        return new ModelRelease(
                "release-" + alert.id(),
                alert.domain(),
                2,
                1,
                alert.id(),
                AdaptationRecord.id(alert),
                shared.features(),
                shared.labels(),
                shared.artifacts(),
                shared.data(),
                shared.seed(),
                shared.steps(),
                shared.alpha(),
                shared.votes(),
                shared.createdAt(),
                shared.provenance(),
                shared.notAfter(),
                0);
    }

    private static List<ModelRelease> releases(String domain) {
        return wire.messages(Topics.MODELS).stream()
                .filter(release -> release.domain().equals(domain))
                .toList();
    }

    private static List<AdaptationRecord> records(DriftAlert alert) {
        return wire.messages(Topics.ADAPTATIONS).stream()
                .filter(record -> record.alertId().equals(alert.id()))
                .toList();
    }

    private static AdaptationRecord stored(DriftAlert alert) {
        return records(alert).get(0);
    }

    /** All that a process of the adapter service holds in memory. */
    private static final class Incarnation implements AutoCloseable {
        private final List<AdaptationProgress> told = new ArrayList<>();
        private boolean stopping;
        private boolean dryRun;
        private Budget budget = new Budget(Duration.ZERO, Duration.ofDays(365));
        private LongSupplier cpuNanos = () -> 0;
        private Optional<Path> probe = Optional.empty();
        private final Clock clock = Clock.systemUTC();
        private final Log log;
        private final Registry registry;
        private final Publisher publisher;
        private final ArtifactStore store;

        Incarnation(String artifacts) throws IOException {
            this(artifacts, broker.bootstrap());
        }

        Incarnation(String artifacts, String bootstrap) throws IOException {
            log = new Log(bootstrap);
            registry = new Registry(log, ServiceKeys.keys().trusted(), clock);
            store = new DirectoryArtifacts(directory.resolve(artifacts));
            publisher = new Publisher(
                    bootstrap,
                    ServiceKeys.keys().signer(),
                    new ReleaseArchive(store, ServiceKeys.keys().trusted(), clock));
        }

        FirstVersion firstVersion() {
            return new FirstVersion(
                    registry,
                    new SourceWatch(log, CONTRACT, new Settling(200, 300, Duration.ofHours(1)), clock),
                    new Replay(log),
                    CONTRACT,
                    new Snapshots(store),
                    new SourceTraining(trainer()),
                    releases(),
                    7,
                    new Courses(clock, told::add),
                    clock);
        }

        Adaptations adaptations() {
            return adaptations(new OnnxScorer(4, Smells.LABELS)::probabilities);
        }

        Adaptations adaptations(Scorer scorer) {
            return new Adaptations(
                    registry,
                    new MaterialSource(new Replay(log), CONTRACT, new Probes(probe, CONTRACT), new Snapshots(store)),
                    new Attempt(new Portfolio(trainer(), scorer, Thresholds.DEFAULT, () -> 0), Duration.ofMinutes(5)),
                    store,
                    releases(),
                    publisher,
                    7,
                    dryRun,
                    budget,
                    cpuNanos,
                    new Courses(clock, told::add),
                    new Tracing(OpenTelemetry.noop(), new AlertTraceIds()),
                    clock,
                    () -> stopping);
        }

        private Releases releases() {
            return new Releases(store, publisher, 4, Smells.LABELS, Provenance.UNKNOWN, Duration.ofDays(365), PLAN);
        }

        private static Trainer trainer() {
            return new Trainer(new StackEngine());
        }

        @Override
        public void close() {
            registry.close();
            publisher.close();
        }
    }
}
