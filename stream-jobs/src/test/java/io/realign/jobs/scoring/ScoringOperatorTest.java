package io.realign.jobs.scoring;

import static io.realign.client.testing.TestReleases.modelPredicting;
import static io.realign.client.testing.TestReleases.release;
import static io.realign.client.testing.TestReleases.verified;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.realign.client.testing.ArtifactServer;
import io.realign.client.testing.TestKeys;
import io.realign.client.testing.TestReleases;
import io.realign.event.ContentId;
import io.realign.event.EventContract;
import io.realign.jobs.runtime.ModelLoaderSettings;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.SigningKeys;
import io.realign.model.VerifiedRelease;
import io.realign.schemas.ReleaseVerification;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringOperatorTest {
    private static final EventContract CONTRACT =
            new EventContract(TestReleases.FEATURES, TestReleases.LABELS, Duration.ofHours(1));

    private static final Clock EXPIRED = Clock.fixed(TestReleases.LATER, ZoneOffset.UTC);

    @TempDir
    private Path cache;

    @TempDir
    private Path emptyCache;

    private ArtifactServer server;
    private ModelRelease baseModel;

    @BeforeEach
    void start() throws Exception {
        server = new ArtifactServer();
        baseModel = release(ModelRelease.SHARED, 1, server.put(modelPredicting(0)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void firstEvent_isScoredByTheInitialRelease() throws Exception {
        try (ScoringHarness subtask = subtask(cache).open()) {
            subtask.score("oven");

            assertThat(subtask.predictions()).containsExactly("oven by * v1: acetone");
            subtask.runMail();
            assertThat(subtask.rolloutStatuses()).containsExactly("* v1 LOADED", "* v1 ACTIVE");
        }
    }

    @Test
    void newRelease_scoresTheNextEvents_ofItsDomainOnly() throws Exception {
        try (ScoringHarness subtask = subtask(cache).openFresh()) {
            subtask.announce(release("oven", 2, server.put(modelPredicting(1))));
            subtask.score("oven");

            subtask.runMail();

            subtask.score("oven");
            subtask.score("kiln");
            assertThat(subtask.predictions())
                    .containsExactly("oven by * v1: acetone", "oven by oven v2: ethanol", "kiln by * v1: acetone");
            assertThat(subtask.rolloutStatuses()).endsWith("oven v2 LOADED", "oven v2 ACTIVE");
        }
    }

    @Test
    void swap_isASpanInTheTraceOfTheAnnouncement() throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        String parentSpan = "b7ad6b7169203331";
        BlockingQueue<byte[]> exported = new LinkedBlockingQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            exported.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        URI tracesEndpoint = URI.create(
                "http://127.0.0.1:%d/v1/traces".formatted(collector.getAddress().getPort()));
        try (ScoringHarness subtask = subtask(cache, tracesEndpoint).openFresh()) {
            subtask.process(new ReleaseVerification.Verified(
                    verified(release("oven", 2, server.put(modelPredicting(1)))),
                    Optional.of("00-%s-%s-01".formatted(trace, parentSpan))));
            subtask.runMail();
            subtask.announce(release("kiln", 2, server.put(modelPredicting(1))));
            subtask.runMail();
        } finally {
            collector.stop(0);
        }

        String spans = new String(exported.remove(), ISO_8859_1);
        assertThat(exported).isEmpty();
        assertThat(spans)
                .contains(new String(HexFormat.of().parseHex(trace), ISO_8859_1))
                .contains(new String(HexFormat.of().parseHex(parentSpan), ISO_8859_1))
                .contains("swap", "scoring-job", "oven")
                .doesNotContain("kiln");
    }

    @Test
    void olderRelease_isReported_andNotLoaded() throws Exception {
        try (ScoringHarness subtask = subtask(cache).openFresh()) {
            subtask.announce(release("oven", 3, server.put(modelPredicting(2))));
            subtask.announce(release("oven", 2, server.put(modelPredicting(1))));
            subtask.announce(release("kiln", 2, server.put(modelPredicting(1))));
            subtask.runMail();
            subtask.runMail();

            subtask.score("oven");

            assertThat(subtask.predictions()).containsExactly("oven by oven v3: toluene");
            assertThat(subtask.rolloutStatuses())
                    .filteredOn(status -> status.startsWith("oven v2"))
                    .containsExactly("oven v2 FAILED");
        }
    }

    @Test
    void unverifiedRelease_isReported_andTheServingModelRemains() throws Exception {
        try (ScoringHarness subtask = subtask(cache).openFresh()) {
            subtask.process(
                    new ReleaseVerification.Invalid("oven", "models-0 offset 3: expected a signature, got none"));

            subtask.score("oven");

            assertThat(subtask.predictions()).containsExactly("oven by * v1: acetone");
            assertThat(subtask.rolloutStatuses()).endsWith("oven v0 FAILED");
        }
    }

    @Test
    void unloadableRelease_isReported_andTheServingModelRemains() throws Exception {
        try (ScoringHarness subtask = subtask(cache).openFresh()) {
            subtask.announce(release("oven", 2, server.put(new byte[] {1, 2, 3})));
            subtask.runMail();

            subtask.score("oven");

            assertThat(subtask.predictions()).containsExactly("oven by * v1: acetone");
            assertThat(subtask.rolloutStatuses()).endsWith("oven v2 FAILED");
        }
    }

    @Test
    void incompatibleRelease_isReported_andNotLoaded() throws Exception {
        try (ScoringHarness subtask = subtask(cache).openFresh()) {
            Artifact nonexistent = new Artifact(Artifact.Kind.INFERENCE, "0".repeat(64), 1);

            subtask.announce(TestReleases.withLabels(release("oven", 2, nonexistent), List.of("a", "b")));

            assertThat(subtask.rolloutStatuses()).endsWith("oven v2 FAILED");
        }
    }

    @Test
    void releaseThatFailsOnAnEvent_isReported_andThePreviousReleaseServesItsDomain() throws Exception {
        ModelRelease first = release("oven", 2, server.put(modelPredicting(1)));
        try (ScoringHarness subtask = subtask(cache).openFresh()) {
            subtask.announce(first);
            subtask.runMail();
            subtask.announce(TestReleases.atStep(
                    release("oven", 3, server.put(TestReleases.modelOverflowing(2))), first, 0, 1000, 0));
            subtask.runMail();

            subtask.score(TestReleases.event("oven", 0));
            subtask.score(TestReleases.event("oven", 5));
            subtask.runMail();
            subtask.score(TestReleases.event("oven", 5));
            subtask.score(TestReleases.event("oven", 0));
            subtask.score(TestReleases.event("kiln", 5));

            assertThat(subtask.predictions())
                    .containsExactly(
                            "oven by oven v3: toluene",
                            "oven by * v1: acetone",
                            "oven by oven v2: ethanol",
                            "oven by oven v2: ethanol",
                            "kiln by * v1: acetone");
            assertThat(subtask.rolloutStatuses()).endsWith("oven v3 ACTIVE", "oven v3 FAILED");
            assertThat(subtask.deadLetters()).isEmpty();
        }
    }

    @Test
    void eventThatNoModelCanScore_becomesADeadLetter_andTheOthersAreScored() throws Exception {
        baseModel = release(ModelRelease.SHARED, 1, server.put(TestReleases.modelOverflowing(0)));
        try (ScoringHarness subtask = subtask(cache).openFresh()) {
            subtask.score(TestReleases.event("oven", 0));
            subtask.score(TestReleases.event("oven", 5));
            subtask.score(TestReleases.event("oven", 0));

            assertThat(subtask.predictions()).hasSize(2);
            assertThat(subtask.deadLetters()).containsExactly("NOT_SCORED at 1");
            assertThat(subtask.rolloutStatuses()).doesNotContain("* v1 FAILED");
        }
    }

    @Test
    void eventThatFailsRepeatedly_becomesADeadLetter_andTheNextIsScored() throws Exception {
        for (int attempt = 0; attempt < 3; attempt++) {
            try (ScoringHarness subtask = subtask(cache).openFresh()) {
                assertThatThrownBy(() -> subtask.score(TestReleases.wideEvent()))
                        .hasMessageContaining("rows of 2 features, got 3 values");
                assertThat(subtask.deadLetters()).isEmpty();
            }
        }

        try (ScoringHarness subtask = subtask(cache).openFresh()) {
            subtask.score(TestReleases.wideEvent());
            subtask.score("oven");

            assertThat(subtask.deadLetters()).containsExactly("PROCESSING_FAILED at 0");
            assertThat(subtask.predictions()).containsExactly("oven by * v1: acetone");
        }
    }

    @Test
    void restore_scoresWithTheServingModels_withoutTheAdapter() throws Exception {
        OperatorSubtaskState state = stateAfter(release("oven", 2, server.put(modelPredicting(1))));
        server.close();

        try (ScoringHarness subtask = subtask(cache).restore(state).open()) {
            subtask.score("oven");
            subtask.score("kiln");

            assertThat(subtask.predictions()).containsExactly("oven by oven v2: ethanol", "kiln by * v1: acetone");
        }
    }

    @Test
    void restore_fails_whenTheServingModelIsUnavailable() throws Exception {
        OperatorSubtaskState state = stateAfter(release("oven", 2, server.put(modelPredicting(1))));
        server.close();

        try (ScoringHarness subtask = subtask(emptyCache).restore(state)) {
            assertThatThrownBy(subtask::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot score events without release")
                    .hasMessageContaining("in 3 attempts");
        }
    }

    @Test
    void restore_loadsThePendingRelease() throws Exception {
        byte[] model = modelPredicting(1);
        Artifact missing = new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(model), model.length);
        OperatorSubtaskState state = stateAfter(release("oven", 2, missing));
        server.put(model);

        try (ScoringHarness subtask = subtask(cache).restore(state).open()) {
            subtask.score("oven");
            subtask.runMail();
            subtask.score("oven");

            assertThat(subtask.predictions()).containsExactly("oven by * v1: acetone", "oven by oven v2: ethanol");
        }
    }

    @Test
    void restore_duringARollout_scoresWithBothModels_atTheNewestStep() throws Exception {
        ModelRelease first = release("oven", 2, server.put(modelPredicting(1)));
        ModelRelease second = release("oven", 3, server.put(modelPredicting(2)));
        OperatorSubtaskState state;
        try (ScoringHarness subtask = subtask(cache).openFresh()) {
            subtask.announce(first);
            subtask.runMail();
            subtask.announce(TestReleases.atStep(second, first, 0, 0, 1000));
            subtask.runMail();
            subtask.announce(TestReleases.atStep(second, first, 1, 500, 500));
            state = subtask.snapshot();
        }
        server.close();

        try (ScoringHarness subtask = subtask(cache).restore(state).open()) {
            for (int i = 0; i < 40; i++) {
                subtask.score("oven");
            }

            assertThat(subtask.predictions())
                    .hasSize(40)
                    .contains("oven by oven v2: ethanol", "oven by oven v3: toluene")
                    .hasSize(40);
            assertThat(subtask.shadowCount()).isPositive().isLessThan(40);
            subtask.announce(TestReleases.atStep(second, first, 2, 1000, 0));
            subtask.runMail();
            subtask.score("oven");
            assertThat(subtask.predictions()).endsWith("oven by oven v3: toluene");
        }
    }

    @Test
    void releaseThatIsFirstSeenDuringItsRollout_isActivated_andRestored() throws Exception {
        ModelRelease first = release("oven", 2, server.put(modelPredicting(1)));
        ModelRelease second = TestReleases.atStep(release("oven", 3, server.put(modelPredicting(2))), first, 1, 0, 0);
        OperatorSubtaskState betweenBoth;
        OperatorSubtaskState afterBoth;
        try (ScoringHarness subtask = subtask(cache).openFresh()) {
            subtask.announce(second);
            subtask.runMail();
            betweenBoth = subtask.snapshot();
            subtask.runMail();
            afterBoth = subtask.snapshot();
            assertThat(subtask.rolloutStatuses()).contains("oven v2 ACTIVE", "oven v3 LOADED");
        }

        for (OperatorSubtaskState state : List.of(betweenBoth, afterBoth)) {
            try (ScoringHarness subtask = subtask(cache).restore(state).open()) {
                subtask.score("oven");
                assertThat(subtask.predictions()).containsExactly("oven by oven v2: ethanol");
            }
        }
    }

    @Test
    void restore_afterANewSignature_servesOn_withTheKeyOfEitherRecord() throws Exception {
        SigningKeys next = TestKeys.generate();
        ModelRelease release = release("oven", 2, server.put(modelPredicting(1)));
        VerifiedRelease signedAgain = new VerifiedRelease(
                release.renewed(TestReleases.LATER.plusSeconds(1)),
                next.signer().keyId(),
                TestReleases.NOW);
        OperatorSubtaskState state;
        try (ScoringHarness subtask = subtask(cache).openFresh()) {
            subtask.announce(release);
            subtask.runMail();
            subtask.announce(signedAgain);
            state = subtask.snapshot();
        }

        for (SigningKeys trusted : List.of(TestKeys.DEFAULT, next)) {
            VerifiedRelease base =
                    new VerifiedRelease(baseModel, trusted.signer().keyId(), TestReleases.NOW);
            try (ScoringHarness subtask =
                    subtask(trusted, base, Clock.systemUTC()).restore(state).open()) {
                subtask.score("oven");
                assertThat(subtask.predictions()).containsExactly("oven by oven v2: ethanol");
            }
        }
    }

    @Test
    void restore_afterTheExpiry_servesOn_andCountsTheExpiredReleases() throws Exception {
        OperatorSubtaskState state = stateAfter(release("oven", 2, server.put(modelPredicting(1))));
        server.close();

        try (ScoringHarness subtask = subtask(TestKeys.DEFAULT, verified(baseModel), EXPIRED)
                .restore(state)
                .open()) {
            subtask.score("oven");
            subtask.score("kiln");

            assertThat(subtask.predictions()).containsExactly("oven by oven v2: ethanol", "kiln by * v1: acetone");
            assertThat(subtask.expiredReleases()).isEqualTo(2);
        }
    }

    @Test
    void expiredRelease_thatHasNeverServed_isRefused_untilItIsRenewed() throws Exception {
        ModelRelease expired = release("oven", 2, server.put(modelPredicting(1)));
        OperatorSubtaskState state = stateAfter(release("kiln", 2, server.put(modelPredicting(2))));

        try (ScoringHarness subtask = subtask(TestKeys.DEFAULT, verified(baseModel), EXPIRED)
                .restore(state)
                .open()) {
            subtask.announce(expired);
            subtask.runMail();
            subtask.score("oven");
            subtask.score("kiln");
            subtask.announce(expired.renewed(TestReleases.LATER.plusSeconds(1)));
            subtask.runMail();
            subtask.score("oven");

            assertThat(subtask.predictions())
                    .containsExactly("oven by * v1: acetone", "kiln by kiln v2: toluene", "oven by oven v2: ethanol");
            assertThat(subtask.rolloutStatuses()).containsExactly("oven v2 FAILED", "oven v2 LOADED", "oven v2 ACTIVE");
        }
    }

    @Test
    void renewedRelease_isNotReloaded_andItsExpiryIsRestored() throws Exception {
        ModelRelease release = release("oven", 2, server.put(modelPredicting(1)));
        OperatorSubtaskState state;
        try (ScoringHarness subtask = subtask(cache).openFresh()) {
            subtask.announce(release);
            subtask.runMail();
            int requests = server.requestCount();
            List<String> statuses = subtask.rolloutStatuses();

            subtask.announce(release.renewed(TestReleases.LATER.plusSeconds(1)));
            subtask.runMail();

            assertThat(server.requestCount()).isEqualTo(requests);
            assertThat(subtask.rolloutStatuses()).isEqualTo(statuses);
            state = subtask.snapshot();
        }

        try (ScoringHarness subtask = subtask(TestKeys.DEFAULT, verified(baseModel), EXPIRED)
                .restore(state)
                .open()) {
            // The base model.
            assertThat(subtask.expiredReleases()).isEqualTo(1);
        }
    }

    @Test
    void restore_refusesTheReleaseOfARemovedKey_inItsDomainOnly() throws Exception {
        SigningKeys removed = TestKeys.generate();
        ModelRelease release = release("oven", 2, server.put(modelPredicting(1)));
        OperatorSubtaskState state;
        try (ScoringHarness subtask = subtask(cache).openFresh()) {
            subtask.announce(new VerifiedRelease(release, removed.signer().keyId(), TestReleases.NOW));
            subtask.runMail();
            subtask.announce(release("kiln", 2, server.put(modelPredicting(2))));
            subtask.runMail();
            state = subtask.snapshot();
        }

        try (ScoringHarness subtask = subtask(cache).restore(state).open()) {
            subtask.runMail();
            subtask.score("oven");
            subtask.score("kiln");
            subtask.announce(release.renewed(TestReleases.LATER.plusSeconds(1)));
            subtask.runMail();
            subtask.score("oven");

            assertThat(subtask.predictions())
                    .containsExactly("oven by * v1: acetone", "kiln by kiln v2: toluene", "oven by oven v2: ethanol");
            assertThat(subtask.rolloutStatuses()).startsWith("oven v2 FAILED");
        }
    }

    @Test
    void restore_withARemovedKeyOfTheBaseModel_servesTheInitialRelease() throws Exception {
        SigningKeys next = TestKeys.generate();
        OperatorSubtaskState state = stateAfter(release("oven", 2, server.put(modelPredicting(1))));
        ModelRelease renewed = baseModel.renewed(TestReleases.LATER.plusSeconds(1));
        VerifiedRelease signedAgain = new VerifiedRelease(renewed, next.signer().keyId(), TestReleases.NOW);

        try (ScoringHarness subtask =
                subtask(next, signedAgain, Clock.systemUTC()).restore(state).open()) {
            subtask.score("oven");

            assertThat(subtask.predictions()).containsExactly("oven by * v1: acetone");
        }
    }

    @Test
    void restore_withARemovedKey_andAnExpiredBaseModel_fails() throws Exception {
        SigningKeys next = TestKeys.generate();
        OperatorSubtaskState state = stateAfter(release("oven", 2, server.put(modelPredicting(1))));
        VerifiedRelease expired = new VerifiedRelease(baseModel, next.signer().keyId(), TestReleases.LATER);

        try (ScoringHarness subtask = subtask(next, expired, EXPIRED).restore(state)) {
            assertThatThrownBy(subtask::open)
                    .isInstanceOf(SuppressRestartsException.class)
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .hasStackTraceContaining("got shared v1, which expired at " + TestReleases.LATER);
        }
    }

    private OperatorSubtaskState stateAfter(ModelRelease release) throws Exception {
        try (ScoringHarness subtask = subtask(cache).openFresh()) {
            subtask.announce(release);
            subtask.runMail();
            return subtask.snapshot();
        }
    }

    private ScoringHarness subtask(Path directory) throws Exception {
        return subtask(directory, null);
    }

    private ScoringHarness subtask(Path directory, URI tracesEndpoint) throws Exception {
        return new ScoringHarness(
                new ModelLoaderSettings(server.address(), directory.toString(), TestKeys.DEFAULT.trusted()),
                CONTRACT,
                verified(baseModel),
                tracesEndpoint,
                Clock.systemUTC());
    }

    private ScoringHarness subtask(SigningKeys keys, VerifiedRelease initialRelease, Clock clock) throws Exception {
        return new ScoringHarness(
                new ModelLoaderSettings(server.address(), cache.toString(), keys.trusted()),
                CONTRACT,
                initialRelease,
                null,
                clock);
    }
}
