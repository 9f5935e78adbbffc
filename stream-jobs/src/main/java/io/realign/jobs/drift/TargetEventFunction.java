package io.realign.jobs.drift;

import io.realign.alert.ClassSketches;
import io.realign.alert.DriftAlert;
import io.realign.alert.FittedReference;
import io.realign.event.LocatedEvent;
import io.realign.jobs.state.MessageSerializer;
import io.realign.jobs.state.ValueTypeInfo;
import io.realign.model.ModelRelease;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.OutputTag;

/** What is done with the events of the target, domain by domain. Windows go the main way out, alerts by {@link #ALERTS}. */
public abstract class TargetEventFunction
        extends KeyedBroadcastProcessFunction<String, LocatedEvent, DetectionUpdate, DriftWindow> {
    static final OutputTag<DriftAlert> ALERTS =
            new OutputTag<>("alerts", MessageSerializer.typeInfo(DriftAlert.class, Topics.DRIFT_ALERTS));

    /** What has been learnt of the source, by the name of the channel. */
    static final MapStateDescriptor<String, FittedReference> SOURCE_REFERENCES = new MapStateDescriptor<>(
            "baseline", Types.STRING, new ValueTypeInfo<>(FittedReference.class, new FittedReferenceSerializer()));

    /** What the events of the source were predicted to be, under {@link DriftWindow#SOURCE}. */
    static final MapStateDescriptor<String, ClassSketches> SOURCE_CLASSES = new MapStateDescriptor<>(
            "classes", Types.STRING, new ValueTypeInfo<>(ClassSketches.class, new ClassSketchesSerializer()));

    /** Alerts whose adaptation has ended, and the version of the release that it has ended with; 0 without one. */
    static final MapStateDescriptor<String, Long> ADAPTATION_OUTCOMES =
            new MapStateDescriptor<>("decided", Types.STRING, Types.LONG);

    /** The newest release of each domain. */
    static final MapStateDescriptor<String, ModelRelease> RELEASES = new MapStateDescriptor<>(
            "releases", Types.STRING, MessageSerializer.typeInfo(ModelRelease.class, Topics.MODELS));

    /** All that is kept of the notices. */
    static final List<MapStateDescriptor<?, ?>> BROADCAST_STATES =
            List.of(SOURCE_REFERENCES, SOURCE_CLASSES, ADAPTATION_OUTCOMES, RELEASES);

    private static final long serialVersionUID = 1;
}
