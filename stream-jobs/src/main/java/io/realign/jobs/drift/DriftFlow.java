package io.realign.jobs.drift;

import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.DriftAlert;
import io.realign.event.LocatedEvent;
import io.realign.jobs.kafka.IncomingRecord;
import io.realign.jobs.kafka.ValidateFunction;
import io.realign.jobs.state.LocatedEventSerializer;
import io.realign.jobs.state.MessageSerializer;
import io.realign.model.ModelRelease;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.ReleaseAnnouncement;
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
 * The job graph between sources and sinks.
 *
 * <pre>
 * source ──> validate ──> fit reference ────┐
 *                              ^            │
 * models ──> verified ──┬──> shared         │
 *                       └──> releases ──────┼──> (broadcast)
 * adaptations ──> outcomes ─────────────────┘        │
 *                                                    v
 * target ──> validate ──> key by domain ──> detect drift ──> windows, alerts
 * </pre>
 *
 * <p>There are no watermarks. A watermark applies to a whole partition, so a domain with a slow clock would always be late.
 * Each detector determines lateness from the event times of its own domain.
 */
record DriftFlow(
        Consumer<DataStream<DriftWindow>> windows,
        Consumer<DataStream<DriftAlert>> alerts,
        Consumer<DataStream<DeadLetter>> deadLetters) {
    private static final Logger LOG = LoggerFactory.getLogger(DriftFlow.class);
    private static final String SINGLE_KEY = "source";

    void define(
            DriftSettings settings,
            TargetEventFunction detection,
            DataStream<IncomingRecord> source,
            DataStream<IncomingRecord> target,
            DataStream<ReleaseAnnouncement> announcements,
            DataStream<AdaptationRecord> adaptations) {
        DataStream<ModelRelease> releases = verifiedReleases(announcements);
        SingleOutputStreamOperator<LocatedEvent> sourceEvents = validate(source, "source");
        deadLetters.accept(sourceEvents.getSideOutput(ValidateFunction.DEAD_LETTERS));
        BroadcastStream<DetectionUpdate> updates = fitReference(settings, sourceEvents, releases)
                .union(releaseUpdates(releases), outcomeUpdates(adaptations))
                .broadcast(TargetEventFunction.BROADCAST_STATES.toArray(MapStateDescriptor<?, ?>[]::new));

        SingleOutputStreamOperator<DriftWindow> detected = validate(target, "target")
                .keyBy(located -> located.event().domain(), Types.STRING)
                .connect(updates)
                .process(detection, MessageSerializer.typeInfo(DriftWindow.class, Topics.DRIFT_WINDOWS))
                .uid("detect")
                .name("detect drift");
        windows.accept(detected);
        alerts.accept(detected.getSideOutput(DetectDriftFunction.ALERTS));
    }

    private static DataStream<ModelRelease> verifiedReleases(DataStream<ReleaseAnnouncement> announcements) {
        return announcements
                .<ModelRelease>flatMap((announcement, out) -> {
                    if (announcement instanceof ReleaseAnnouncement.Verified verified) {
                        // The reference changes once the release scores all events of the domain.
                        if (verified.release().traffic().complete()) {
                            out.collect(verified.release());
                        }
                    } else {
                        LOG.warn("ignoring unverified release {}", announcement);
                    }
                })
                .returns(MessageSerializer.typeInfo(ModelRelease.class, Topics.MODELS))
                .setParallelism(1)
                .uid("verified-releases");
    }

    private static SingleOutputStreamOperator<LocatedEvent> validate(DataStream<IncomingRecord> records, String side) {
        return records.process(new ValidateFunction(), LocatedEventSerializer.TYPE)
                .uid("validate-" + side)
                .name("validate " + side);
    }

    private static DataStream<DetectionUpdate> fitReference(
            DriftSettings settings, DataStream<LocatedEvent> source, DataStream<ModelRelease> models) {
        DataStream<ModelRelease> shared = models.filter(
                        release -> release.domain().equals(ModelRelease.SHARED))
                .setParallelism(1)
                .uid("shared-releases");
        return source.keyBy(located -> SINGLE_KEY, Types.STRING)
                .connect(shared.keyBy(release -> SINGLE_KEY, Types.STRING))
                .process(new FitReferenceFunction(settings), DetectionUpdate.TYPE)
                .setParallelism(1)
                .uid("fit-reference")
                .name("fit reference");
    }

    private static DataStream<DetectionUpdate> releaseUpdates(DataStream<ModelRelease> models) {
        return models.<DetectionUpdate>flatMap((release, out) -> {
                    out.collect(new DetectionUpdate.Released(release));
                    if (!release.alertId().isEmpty()) {
                        out.collect(new DetectionUpdate.AdaptationEnded(release.alertId(), release.version()));
                    }
                })
                .returns(DetectionUpdate.TYPE)
                .setParallelism(1)
                .uid("releases");
    }

    private static DataStream<DetectionUpdate> outcomeUpdates(DataStream<AdaptationRecord> adaptations) {
        return adaptations
                .<DetectionUpdate>map(
                        adaptation -> new DetectionUpdate.AdaptationEnded(adaptation.alertId(), adaptation.version()))
                .returns(DetectionUpdate.TYPE)
                .setParallelism(1)
                .uid("adaptation-outcomes");
    }
}
