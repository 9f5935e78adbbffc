package io.realign.jobs.drift;

import static io.realign.jobs.drift.PairModels.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.alert.Channel;
import io.realign.alert.DriftAlert;
import io.realign.client.ArtifactServer;
import io.realign.event.ContentId;
import io.realign.event.EventContract;
import io.realign.event.LocatedEvent;
import io.realign.jobs.ModelStore;
import io.realign.jobs.drift.Pairs.Change;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.window.DriftWindow;
import io.realign.window.DriftWindow.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the detection sees through real models. */
class ModelChannelTest extends Detecting {
    private static final EnumSet<Channel> BOTH = EnumSet.allOf(Channel.class);
    private static final int MESSAGE = Ovens.WINDOW / 8;
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    @TempDir
    private Path cache;

    private final Pairs target = Pairs.target(2);
    private ArtifactServer server;
    private ModelRelease shared;
    private DriftSettings settings;

    @Override
    DetectDrift detection() {
        return new DetectDrift(settings);
    }

    @BeforeEach
    void start() throws Exception {
        server = new ArtifactServer();
        shared = release(ModelRelease.SHARED, 1, "", server.put(PairModels.firstPair()));
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
        server.close();
    }

    @Test
    void changeThatOnlyTheModelSees_isAnAlertOfItsChannel() throws Exception {
        begin(EnumSet.of(Channel.RAW));
        change(Change.first(0.25));
        assertThat(alerts()).isEmpty();
        harness.close();

        begin(BOTH);
        change(Change.first(0.25));

        assertThat(alerts()).extracting(DriftAlert::channel).containsExactly(DriftWindow.MODEL);
    }

    @Test
    void changeThatTheModelDoesNotSee_isAnAlertOfTheRawChannel() throws Exception {
        begin(BOTH);
        change(Change.alone(2));

        assertThat(alerts()).extracting(DriftAlert::channel).containsExactly(DriftWindow.RAW);
    }

    @Test
    void rawChannelThatIsOff_raisesNothing_andDistancesStayRaw() throws Exception {
        begin(EnumSet.of(Channel.MODEL));
        change(Change.alone(2));

        assertThat(alerts()).isEmpty();
        DriftWindow last = windows().get(windows().size() - 1);
        assertThat(last.sourceMmd2()).isGreaterThan(0.05);
        assertThat(last.score()).isLessThan(1);

        feed(target.next("oven", 150, Change.first(0.25)));
        assertThat(alerts()).extracting(DriftAlert::channel).containsExactly(DriftWindow.MODEL);
    }

    @Test
    void otherSharesOfTheClasses_areWhatAnAlertExplains() throws Exception {
        begin(BOTH);
        change(Change.right(0.95));

        var classes = alerts().get(0).classes().orElseThrow();
        assertThat(classes.share()).isGreaterThan(0.8);
        assertThat(classes.pValue()).isLessThan(0.001);
        assertThat(classes.classes()).hasSize(2).allSatisfy(share -> assertThat(share.reference())
                .isBetween(0.4, 0.6));
    }

    @Test
    void otherFeaturesOfTheSameClasses_areNotExplainedByTheClasses() throws Exception {
        begin(BOTH);
        change(Change.alone(2));

        var classes = alerts().get(0).classes().orElseThrow();
        assertThat(classes.share()).isLessThan(0.1);
        assertThat(classes.pValue()).isGreaterThan(0.01);
    }

    @Test
    void alert_saysNothingOfClasses_withoutTheModelChannel() throws Exception {
        begin(EnumSet.of(Channel.RAW));
        change(Change.right(0.95));

        assertThat(alerts().get(0).classes()).isEmpty();
    }

    @Test
    void modelIsTakenOver_whileEventsCome() throws Exception {
        begin(BOTH);
        harness.close();
        create();
        harness.open();
        tellAll(learnt(BOTH));
        tell(new Notice.Released(shared));

        long deadline = System.nanoTime() + PATIENCE;
        while (alerts().isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            feed(target.next("oven", 10, Change.NONE));
            feed(target.next("oven", 150, Change.first(0.25)));
            Thread.sleep(10);
        }

        assertThat(alerts().get(0).channel()).isEqualTo(DriftWindow.MODEL);
    }

    @Test
    void whileTheAdapterIsAway_theRawChannelGoesOnAlone() throws Exception {
        List<Notice> learnt = learnt(BOTH);
        server.close();
        settings = settings(BOTH, cache.resolve("empty"));
        create();
        harness.open();
        tellAll(learnt);
        tell(new Notice.Released(shared));
        restart();

        change(Change.alone(2));

        assertThat(alerts()).extracting(DriftAlert::channel).containsExactly(DriftWindow.RAW);
        assertThat(alerts().get(0).classes()).isEmpty();
    }

    @Test
    void release_isWhatItsDomainIsSeenThroughFromThereOn_andNoOther() throws Exception {
        begin(BOTH);
        change(Change.alone(2));
        String alert = alerts().get(0).id();

        decide(alert, server.put(PairModels.secondPair()));
        feed(target.next("oven", Ovens.WINDOW + MESSAGE, Change.alone(2)));
        assertThat(state()).isEqualTo(State.ADAPTED);
        feed(target.next("oven", 200, Change.alone(2)));
        feed(target.next("oven", 150, new Change(0.25, 0, 0.5, 2)));
        assertThat(alerts()).isEmpty();
        feed(target.next("oven", 150, new Change(0, 0.25, 0.5, 2)));
        feed(target.next("kiln", 200, Change.NONE));
        feed(target.next("kiln", 150, Change.first(0.25)));

        assertThat(alerts()).extracting(DriftAlert::domain).containsExactly("oven", "kiln");
        assertThat(alerts()).extracting(DriftAlert::channel).containsOnly(DriftWindow.MODEL);
        assertThat(alerts().get(0).reference()).isEqualTo(alert);
        assertThat(alerts().get(0).classes()).isPresent();
    }

    @Test
    void refusal_leavesTheModel_andWhatItSeesOfTheAlertIsTheReference() throws Exception {
        begin(BOTH);
        change(Change.first(0.25));
        String alert = alerts().get(0).id();

        tell(new Notice.Decided(alert, 0));
        feed(target.next("oven", Ovens.WINDOW + MESSAGE, Change.first(0.25)));
        assertThat(state()).isEqualTo(State.PERSISTING);
        feed(target.next("oven", 300, Change.first(0.25)));
        assertThat(alerts()).hasSize(1);
        feed(target.next("oven", 150, Change.first(-0.25)));

        assertThat(alerts()).extracting(DriftAlert::reference).containsExactly(DriftWindow.SOURCE, alert);
        assertThat(alerts().get(1).channel()).isEqualTo(DriftWindow.MODEL);
    }

    @Test
    void outcome_waitsForTheModelThatItIsAbout() throws Exception {
        begin(BOTH);
        change(Change.alone(2));
        String alert = alerts().get(0).id();

        tell(new Notice.Decided(alert, 2));
        feed(target.next("oven", 100, Change.alone(2)));
        assertThat(state()).isEqualTo(State.CONFIRMED);
        tell(new Notice.Released(release("oven", 2, alert, server.put(PairModels.secondPair()))));
        restart();
        feed(target.next("oven", MESSAGE, Change.alone(2)));

        assertThat(state()).isEqualTo(State.ADAPTING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void outcome_doesNotWaitForAModelThatIsNotToBeHad(boolean wrong) throws Exception {
        begin(BOTH);
        change(Change.alone(2));
        byte[] bytes = {1, 2, 3};
        Artifact artifact = wrong
                ? server.put(bytes)
                : new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(bytes), bytes.length);

        decide(alerts().get(0).id(), artifact);
        feed(target.next("oven", Ovens.WINDOW + MESSAGE, Change.alone(2)));
        feed(target.next("oven", 200, Change.alone(2)));
        feed(target.next("oven", 150, new Change(0.25, 0, 0.5, 2)));
        assertThat(alerts()).isEmpty();
        feed(target.next("oven", 150, Change.alone(-2)));

        assertThat(alerts()).extracting(DriftAlert::channel).containsExactly(DriftWindow.RAW);
    }

    @Test
    void modelThatDoesNotSayWhatItSees_stillTellsTheClasses() throws Exception {
        shared = release(ModelRelease.SHARED, 1, "", server.put(PairModels.blind()));
        begin(BOTH);
        change(Change.right(0.95));

        assertThat(alerts()).extracting(DriftAlert::channel).containsExactly(DriftWindow.RAW);
        assertThat(alerts().get(0).classes()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 37, 205, 240, 290})
    void restore_inTheMiddleOfAWindow_givesTheSame(int cut) throws Exception {
        List<LocatedEvent> events = new ArrayList<>(target.next("oven", 200, Change.NONE));
        events.addAll(target.next("oven", 200, Change.first(0.25)));
        begin(BOTH);

        assertRestores(events, cut);
    }

    /** Opens a harness that knows the source, and has the shared model if it wants one. */
    private void begin(EnumSet<Channel> channels) throws Exception {
        List<Notice> learnt = learnt(channels);
        create();
        harness.open();
        tellAll(learnt);
        tell(new Notice.Released(shared));
        restart();
    }

    private DriftSettings settings(EnumSet<Channel> channels, Path directory) {
        return Ovens.seeing(
                channels,
                new ModelStore(server.address(), directory.toString()),
                new EventContract(Pairs.WIDTH, Pairs.LABELS, Duration.ofHours(1)));
    }

    /** What is made of the source. */
    private List<Notice> learnt(EnumSet<Channel> channels) throws Exception {
        settings = settings(channels, cache);
        var learning = LearnSourceTest.harness(settings);
        learning.open();
        for (LocatedEvent event : Pairs.source().next("lab", 300, Change.NONE)) {
            learning.processElement1(event, 0);
        }
        learning.processElement2(shared, 0);
        int expected = channels.contains(Channel.MODEL) ? 2 : 1;
        long deadline = System.nanoTime() + PATIENCE;
        for (long time = 1000; learning.extractOutputValues().size() < expected; time += 1000) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            learning.setProcessingTime(time);
        }
        List<Notice> learnt = learning.extractOutputValues();
        learning.close();
        return learnt;
    }

    private void decide(String alert, Artifact artifact) throws Exception {
        tell(new Notice.Released(release("oven", 2, alert, artifact)));
        tell(new Notice.Decided(alert, 2));
        restart();
    }

    /** A start goes on with the models that were announced before; what has come out so far is forgotten. */
    private void restart() throws Exception {
        restore(harness.snapshot(1, 1));
    }

    private void change(Change change) throws Exception {
        feed(target.next("oven", 200, Change.NONE));
        feed(target.next("oven", 150, change));
    }

    private void tellAll(List<Notice> notices) throws Exception {
        for (Notice notice : notices) {
            tell(notice);
        }
    }

    private State state() {
        return windows().get(windows().size() - 1).state();
    }
}
