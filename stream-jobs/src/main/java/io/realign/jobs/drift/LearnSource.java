package io.realign.jobs.drift;

import io.realign.alert.Baseline;
import io.realign.alert.Calibrated;
import io.realign.alert.Classes;
import io.realign.client.Insight;
import io.realign.client.OnnxModel;
import io.realign.event.LocatedEvent;
import io.realign.jobs.LocatedEventSerializer;
import io.realign.jobs.MessageSerializer;
import io.realign.jobs.ValueType;
import io.realign.model.ModelRelease;
import io.realign.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps source events and learns from all of them: when there are as many as may be, or enough and no more have come for
 * a while. What is enough is a setting the first time, and from then on a multiple of as many as were learnt from last.
 * Events that nothing can be learnt from are left behind, and others awaited.
 *
 * <p>Where the model channel is on, what has been learnt from is also looked at through the shared release, as soon as
 * that is there. Once no more is to be learnt and seen, the events are forgotten. Runs under a single key.
 */
final class LearnSource extends KeyedCoProcessFunction<String, LocatedEvent, ModelRelease, Notice> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(LearnSource.class);

    /** How often it is asked whether the shared release is there. */
    private static final Duration POLL = Duration.ofMillis(200);

    private final DriftSettings settings;

    private transient ListState<LocatedEvent> events;
    private transient ValueState<Integer> count;
    private transient ValueState<Long> silence;
    private transient ValueState<Baseline> learnt;
    private transient ValueState<ModelRelease> shared;
    private transient ValueState<Boolean> seen;
    private transient Optional<Models> models;

    LearnSource(DriftSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        events = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("source-events", LocatedEventSerializer.TYPE));
        count = getRuntimeContext().getState(new ValueStateDescriptor<>("source-count", Types.INT));
        silence = getRuntimeContext().getState(new ValueStateDescriptor<>("source-silence", Types.LONG));
        learnt = getRuntimeContext()
                .getState(new ValueStateDescriptor<>(
                        "source-learnt", new ValueType<>(Baseline.class, new BaselineSerializer())));
        shared = getRuntimeContext()
                .getState(new ValueStateDescriptor<>(
                        "shared-release", MessageSerializer.type(ModelRelease.class, Topics.MODELS)));
        seen = getRuntimeContext().getState(new ValueStateDescriptor<>("source-seen", Types.BOOLEAN));
        models = settings.sight().models(Clock.systemUTC());
    }

    @Override
    public void close() {
        if (models != null) {
            models.ifPresent(Models::close);
        }
    }

    @Override
    public void processElement1(LocatedEvent event, Context context, Collector<Notice> out) throws Exception {
        long enough = enough();
        if (enough > settings.sourceLimit()) {
            return;
        }
        events.add(event);
        int collected = count.value() == null ? 1 : count.value() + 1;
        count.update(collected);
        if (collected >= settings.sourceLimit()) {
            endSilence(context.timerService());
            learn(out);
            see(context.timerService(), out);
        } else if (collected >= enough) {
            endSilence(context.timerService());
            awaitSilence(context.timerService());
        }
    }

    @Override
    public void processElement2(ModelRelease release, Context context, Collector<Notice> out) throws Exception {
        ModelRelease before = shared.value();
        if (before == null || before.version() < release.version()) {
            shared.update(release);
            seen.clear();
            see(context.timerService(), out);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Notice> out) throws Exception {
        if (silence.value() != null && silence.value() <= timestamp) {
            silence.clear();
            learn(out);
        }
        see(context.timerService(), out);
    }

    private long enough() throws Exception {
        return learnt.value() == null
                ? settings.sourceMinimum()
                : (long) Math.ceil(settings.sourceGrowth() * learntFrom());
    }

    private int learntFrom() throws Exception {
        return (int) learnt.value().regime().reference().count();
    }

    private void awaitSilence(TimerService timers) throws Exception {
        long end = timers.currentProcessingTime() + settings.sourceSettle().toMillis();
        timers.registerProcessingTimeTimer(end);
        silence.update(end);
    }

    private void endSilence(TimerService timers) throws Exception {
        if (silence.value() != null) {
            timers.deleteProcessingTimeTimer(silence.value());
            silence.clear();
        }
    }

    private void learn(Collector<Notice> out) throws Exception {
        List<LocatedEvent> source = kept();
        int next = learnt.value() == null ? 1 : learnt.value().version() + 1;
        try {
            Baseline baseline =
                    Baseline.of(source, next, settings.randomFeatures(), settings.calibration(), settings.seed());
            Calibrated calibrated = baseline.regime().threshold().calibrated();
            LOG.info(
                    "version {} of the source is learnt from {} events: threshold {} with a standard error of {}, seed {}",
                    next,
                    source.size(),
                    calibrated.threshold(),
                    calibrated.standardError(),
                    calibrated.seed());
            out.collect(new Notice.Learned(baseline));
            learnt.update(baseline);
            seen.clear();
            forgetWhatIsDoneWith();
        } catch (IllegalArgumentException e) {
            // To fail here would be to fail on the same events after every restart.
            LOG.error(
                    "version {} of the source cannot be learnt from the {} events up to {}: {}; send others, {} until then",
                    next,
                    source.size(),
                    source.get(source.size() - 1).at(),
                    e.getMessage(),
                    next == 1 ? "nothing is watched" : "version " + (next - 1) + " stays");
            forget();
        }
    }

    /** Looks at what was learnt from through the shared release, or asks again later whether that is there. */
    private void see(TimerService timers, Collector<Notice> out) throws Exception {
        boolean due = learnt.value() != null && shared.value() != null && seen.value() == null;
        if (!due || models.isEmpty()) {
            return;
        }
        if (count.value() == null || count.value() < learntFrom()) {
            LOG.error(
                    "the source is not looked at through release {}: its events have been forgotten",
                    shared.value().name());
            seen.update(true);
            return;
        }
        models.get().follow(shared.value());
        models.get().settleLoaded();
        String wanted = shared.value().id();
        Optional<OnnxModel> model = models.get()
                .serving(ModelRelease.SHARED)
                .filter(there -> there.release().id().equals(wanted));
        if (model.isPresent()) {
            out.collect(seen(kept().subList(0, learntFrom()), model.get()));
            seen.update(true);
            forgetWhatIsDoneWith();
        } else {
            // On a grid, so that those who ask at the same time do it once.
            long poll = POLL.toMillis();
            timers.registerProcessingTimeTimer((timers.currentProcessingTime() / poll + 1) * poll);
        }
    }

    private Notice.Seen seen(List<LocatedEvent> source, OnnxModel model) throws Exception {
        List<LocatedEvent> embedded = new ArrayList<>();
        List<String> predicted = new ArrayList<>();
        for (LocatedEvent event : source) {
            Insight insight = model.insight(event.event().features().values());
            predicted.add(model.label(insight.probabilities()));
            Embedded.of(event, insight).ifPresent(embedded::add);
        }
        String release = model.release().id();
        return new Notice.Seen(
                baseline(embedded, model.release().name()),
                Classes.of(release, learnt.value().map(), source, predicted));
    }

    private Optional<Baseline> baseline(List<LocatedEvent> embedded, String release) throws Exception {
        try {
            Baseline baseline = Baseline.of(
                    embedded,
                    learnt.value().version(),
                    settings.randomFeatures(),
                    settings.calibration(),
                    settings.seed());
            LOG.info("version {} of the source is seen through release {}", baseline.version(), release);
            return Optional.of(baseline);
        } catch (IllegalArgumentException e) {
            LOG.warn("the model channel cannot see the source through release {}: {}", release, e.getMessage());
            return Optional.empty();
        }
    }

    private List<LocatedEvent> kept() throws Exception {
        List<LocatedEvent> kept = new ArrayList<>();
        events.get().forEach(kept::add);
        return kept;
    }

    private void forgetWhatIsDoneWith() throws Exception {
        boolean lookedAt = models.isEmpty() || seen.value() != null;
        if (enough() > settings.sourceLimit() && lookedAt) {
            forget();
        }
    }

    private void forget() {
        events.clear();
        count.clear();
    }
}
