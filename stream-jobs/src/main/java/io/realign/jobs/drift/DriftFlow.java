package io.realign.jobs.drift;

import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.DriftAlert;
import io.realign.event.LocatedEvent;
import io.realign.jobs.Arrival;
import io.realign.jobs.LocatedEventSerializer;
import io.realign.jobs.MessageSerializer;
import io.realign.jobs.Triage;
import io.realign.model.ModelRelease;
import io.realign.schemas.Announcement;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job without its ends.
 *
 * <pre>
 * source ──> triage ──> learn ────┐                       dead letters of the source
 *               shared ──┘        │
 * models ──> verified ──> releases ─┼──> (broadcast)
 * adaptations ──> outcomes ───────┘        │
 * target ──> triage ──> by domain ──> detect ──> windows, alerts
 * </pre>
 *
 * <p>There are no watermarks: one watermark stands for a whole partition, and a domain whose clock is behind those of
 * its neighbours would be late forever. Each detector judges lateness by its own domain's event times instead.
 */
record DriftFlow(
        Consumer<DataStream<DriftWindow>> windows,
        Consumer<DataStream<DriftAlert>> alerts,
        Consumer<DataStream<DeadLetter>> deadLetters) {
    private static final Logger LOG = LoggerFactory.getLogger(DriftFlow.class);
    private static final String ONE_KEY = "source";

    void define(
            DriftSettings settings,
            Detection detection,
            DataStream<Arrival> source,
            DataStream<Arrival> target,
            DataStream<Announcement> announcements,
            DataStream<AdaptationRecord> adaptations) {
        DataStream<ModelRelease> models = verified(announcements);
        SingleOutputStreamOperator<LocatedEvent> labelled = triage(source, "source");
        deadLetters.accept(labelled.getSideOutput(Triage.DEAD_LETTERS));
        BroadcastStream<Notice> notices = learn(settings, labelled, models)
                .union(releases(models), outcomes(adaptations))
                .broadcast(Detection.STATES.toArray(MapStateDescriptor<?, ?>[]::new));

        SingleOutputStreamOperator<DriftWindow> detected = triage(target, "target")
                .keyBy(located -> located.event().domain(), Types.STRING)
                .connect(notices)
                .process(detection, MessageSerializer.type(DriftWindow.class, Topics.DRIFT_WINDOWS))
                .uid("detect")
                .name("detect drift");
        windows.accept(detected);
        alerts.accept(detected.getSideOutput(DetectDrift.ALERTS));
    }

    private static DataStream<ModelRelease> verified(DataStream<Announcement> announcements) {
        return announcements
                .<ModelRelease>flatMap((announcement, out) -> {
                    if (announcement instanceof Announcement.Released released) {
                        // What a domain is compared with changes when all of it is scored anew.
                        if (released.release().exposure().complete()) {
                            out.collect(released.release());
                        }
                    } else {
                        LOG.warn("nothing is looked at through {}", announcement);
                    }
                })
                .returns(MessageSerializer.type(ModelRelease.class, Topics.MODELS))
                .setParallelism(1)
                .uid("verified-releases");
    }

    private static SingleOutputStreamOperator<LocatedEvent> triage(DataStream<Arrival> arrivals, String side) {
        return arrivals.process(new Triage(), LocatedEventSerializer.TYPE)
                .uid(side + "-triage")
                .name("triage of the " + side);
    }

    private static DataStream<Notice> learn(
            DriftSettings settings, DataStream<LocatedEvent> source, DataStream<ModelRelease> models) {
        DataStream<ModelRelease> shared = models.filter(
                        release -> release.domain().equals(ModelRelease.SHARED))
                .setParallelism(1)
                .uid("shared-releases");
        return source.keyBy(located -> ONE_KEY, Types.STRING)
                .connect(shared.keyBy(release -> ONE_KEY, Types.STRING))
                .process(new LearnSource(settings), Notice.TYPE)
                .setParallelism(1)
                .uid("learn")
                .name("learn the source");
    }

    private static DataStream<Notice> releases(DataStream<ModelRelease> models) {
        return models.<Notice>flatMap((release, out) -> {
                    out.collect(new Notice.Released(release));
                    if (!release.alertId().isEmpty()) {
                        out.collect(new Notice.Decided(release.alertId(), release.version()));
                    }
                })
                .returns(Notice.TYPE)
                .setParallelism(1)
                .uid("releases");
    }

    private static DataStream<Notice> outcomes(DataStream<AdaptationRecord> adaptations) {
        return adaptations
                .<Notice>map(adaptation -> new Notice.Decided(adaptation.alertId(), adaptation.version()))
                .returns(Notice.TYPE)
                .setParallelism(1)
                .uid("adaptations-decide");
    }
}
