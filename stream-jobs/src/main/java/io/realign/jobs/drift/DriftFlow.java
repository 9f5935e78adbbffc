package io.realign.jobs.drift;

import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.DriftAlert;
import io.realign.event.LocatedEvent;
import io.realign.jobs.kafka.IncomingRecord;
import io.realign.jobs.kafka.KafkaSinks;
import io.realign.jobs.kafka.KafkaSources;
import io.realign.jobs.kafka.ValidateFunction;
import io.realign.jobs.runtime.JobSettings;
import io.realign.jobs.state.LocatedEventSerializer;
import io.realign.jobs.state.MessageSerializer;
import io.realign.jobs.state.VerifiedReleaseSerializer;
import io.realign.model.ModelRelease;
import io.realign.model.VerifiedRelease;
import io.realign.schemas.CloudEventAttributes;
import io.realign.schemas.EventStream;
import io.realign.schemas.ReleaseVerification;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job graph of the drift job.
 *
 * <pre>
 * source.events ──> validate ────────────> fit reference ──┐
 *                                                ^         │
 * models ──> verified releases ──┬── shared ─────┘         │
 *                                └── all domains ──────────┼──> (broadcast)
 * adaptations ──> outcomes ────────────────────────────────┘         │
 *                                                                    v
 * target.events ──> validate ──> key by domain ─────────────────> detect drift ──> windows, alerts
 * </pre>
 *
 * <p>There are no watermarks: a watermark applies to a whole partition, so all events of a domain with a slow clock would be
 * late. The detector of each domain compares event times of that domain only.
 */
public final class DriftFlow {
    static final String NAME = "drift-job";
    private static final Logger LOG = LoggerFactory.getLogger(DriftFlow.class);
    private static final String SINGLE_KEY = "source";

    private DriftFlow() {}

    /**
     * Defines the drift job.
     *
     * @param detection processes the target events
     */
    public static void define(
            StreamExecutionEnvironment environment,
            JobSettings job,
            DriftSettings settings,
            TargetEventFunction detection) {
        KafkaSources sources = new KafkaSources(job.kafka(), NAME);
        KafkaSinks sinks = new KafkaSinks(job.kafka(), NAME);
        Clock clock = Clock.systemUTC();
        SingleOutputStreamOperator<LocatedEvent> sourceEvents = validate(
                read(environment, sources.events(EventStream.SOURCE, job.contract(), clock), "source-events"),
                "source");
        SingleOutputStreamOperator<LocatedEvent> targetEvents = validate(
                read(environment, sources.events(EventStream.TARGET, job.contract(), clock), "target-events"),
                "target");
        DataStream<VerifiedRelease> releases =
                verifiedReleases(read(environment, sources.releases(job.trustedKeys(), clock), "models")
                        .setParallelism(1));
        DataStream<AdaptationRecord> adaptations = read(
                        environment, sources.messages(AdaptationRecord.class, Topics.ADAPTATIONS), "adaptations")
                .setParallelism(1);
        BroadcastStream<DetectionUpdate> updates = fitReference(settings, sourceEvents, releases)
                .union(releaseUpdates(releases), outcomeUpdates(adaptations))
                .broadcast(TargetEventFunction.BROADCAST_STATES.toArray(MapStateDescriptor<?, ?>[]::new));
        SingleOutputStreamOperator<DriftWindow> windows = targetEvents
                .keyBy(located -> located.event().domain(), Types.STRING)
                .connect(updates)
                .process(detection, MessageSerializer.typeInfo(DriftWindow.class, Topics.DRIFT_WINDOWS))
                .uid("detect")
                .name("detect drift");

        windows.sinkTo(sinks.messages(Topics.DRIFT_WINDOWS, DriftWindow::domain))
                .uid("windows");
        windows.getSideOutput(DetectDriftFunction.ALERTS)
                .sinkTo(sinks.cloudEvents(Topics.DRIFT_ALERTS, DriftAlert::domain, CloudEventAttributes::of))
                .setParallelism(1)
                .uid("alerts");
        sourceEvents
                .getSideOutput(ValidateFunction.DEAD_LETTERS)
                .union(windows.getSideOutput(ValidateFunction.DEAD_LETTERS))
                .sinkTo(sinks.deadLetters())
                .setParallelism(1)
                .uid("dead-letters");
    }

    private static <T> SingleOutputStreamOperator<T> read(
            StreamExecutionEnvironment environment, Source<T, ?, ?> source, String uid) {
        return environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), uid)
                .uid(uid);
    }

    private static DataStream<VerifiedRelease> verifiedReleases(DataStream<ReleaseVerification> announcements) {
        return announcements
                .<VerifiedRelease>flatMap((announcement, out) -> {
                    if (announcement instanceof ReleaseVerification.Verified verified) {
                        // A release in rollout is ignored: the previous release still scores some events.
                        if (verified.release().traffic().complete()) {
                            out.collect(verified.verifiedRelease());
                        }
                    } else {
                        LOG.warn("ignoring unverified release {}", announcement);
                    }
                })
                .returns(VerifiedReleaseSerializer.TYPE)
                .setParallelism(1)
                .uid("verified-releases");
    }

    private static SingleOutputStreamOperator<LocatedEvent> validate(DataStream<IncomingRecord> records, String side) {
        return records.process(new ValidateFunction(), LocatedEventSerializer.TYPE)
                .uid("validate-" + side)
                .name("validate " + side);
    }

    private static DataStream<DetectionUpdate> fitReference(
            DriftSettings settings, DataStream<LocatedEvent> source, DataStream<VerifiedRelease> models) {
        DataStream<VerifiedRelease> shared = models.filter(
                        verified -> verified.release().domain().equals(ModelRelease.SHARED))
                .setParallelism(1)
                .uid("shared-releases");
        return source.keyBy(located -> SINGLE_KEY, Types.STRING)
                .connect(shared.keyBy(release -> SINGLE_KEY, Types.STRING))
                .process(new FitReferenceFunction(settings), DetectionUpdate.TYPE)
                .setParallelism(1)
                .uid("fit-reference")
                .name("fit reference");
    }

    private static DataStream<DetectionUpdate> releaseUpdates(DataStream<VerifiedRelease> models) {
        return models.<DetectionUpdate>flatMap((verified, out) -> {
                    ModelRelease release = verified.release();
                    out.collect(new DetectionUpdate.RolloutCompleted(verified));
                    if (!release.origin().alertId().isEmpty()) {
                        out.collect(new DetectionUpdate.AdaptationEnded(
                                release.origin().alertId(), release.version()));
                    }
                })
                .returns(DetectionUpdate.TYPE)
                .setParallelism(1)
                .uid("releases");
    }

    /** The record of a released model ends its adaptation a second time, since either topic may be read first. */
    private static DataStream<DetectionUpdate> outcomeUpdates(DataStream<AdaptationRecord> adaptations) {
        return adaptations
                .<DetectionUpdate>map(
                        adaptation -> new DetectionUpdate.AdaptationEnded(adaptation.alertId(), adaptation.version()))
                .returns(DetectionUpdate.TYPE)
                .setParallelism(1)
                .uid("adaptation-outcomes");
    }
}
