package io.realign.jobs.drift;

import io.realign.alert.ClassSketches;
import io.realign.alert.DriftAlert;
import io.realign.alert.EventResiduals;
import io.realign.alert.FittedReference;
import io.realign.event.LocatedEvent;
import io.realign.jobs.state.MessageSerializer;
import io.realign.jobs.state.ValueTypeInfo;
import io.realign.jobs.state.VerifiedReleaseSerializer;
import io.realign.model.VerifiedRelease;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.OutputTag;

/** Processes target events, which are keyed by domain. Emits windows, and emits alerts to the side output {@link #ALERTS}. */
public abstract class TargetEventFunction
        extends KeyedBroadcastProcessFunction<String, LocatedEvent, DetectionUpdate, DriftWindow> {
    static final OutputTag<DriftAlert> ALERTS =
            new OutputTag<>("alerts", MessageSerializer.typeInfo(DriftAlert.class, Topics.DRIFT_ALERTS));

    /** References of the source by {@link io.realign.alert.Channel#label channel}. */
    static final MapStateDescriptor<String, FittedReference> SOURCE_REFERENCES =
            new MapStateDescriptor<>("source-references", Types.STRING, FittedReferenceSerializer.TYPE);

    /**
     * Residuals at the end of the source, if the reference was fitted to residuals; the only key is {@link
     * DriftWindow#SOURCE}.
     */
    static final MapStateDescriptor<String, EventResiduals> SOURCE_RESIDUALS = new MapStateDescriptor<>(
            "source-residuals",
            Types.STRING,
            new ValueTypeInfo<>(EventResiduals.class, new EventResidualsSerializer()));

    /** Class sketches of the source; the only key is {@link DriftWindow#SOURCE}. */
    static final MapStateDescriptor<String, ClassSketches> SOURCE_CLASSES = new MapStateDescriptor<>(
            "source-classes", Types.STRING, new ValueTypeInfo<>(ClassSketches.class, new ClassSketchesSerializer()));

    /** Version of the resulting release by alert id; 0 without a release. */
    static final MapStateDescriptor<String, Long> ADAPTATION_OUTCOMES =
            new MapStateDescriptor<>("adaptation-outcomes", Types.STRING, Types.LONG);

    /** Newest release that scores all events of its domain, by domain. */
    static final MapStateDescriptor<String, VerifiedRelease> RELEASES =
            new MapStateDescriptor<>("releases", Types.STRING, VerifiedReleaseSerializer.TYPE);

    /** The broadcast state, built from {@link DetectionUpdate detection updates}. */
    static final List<MapStateDescriptor<?, ?>> BROADCAST_STATES =
            List.of(SOURCE_REFERENCES, SOURCE_RESIDUALS, SOURCE_CLASSES, ADAPTATION_OUTCOMES, RELEASES);

    private static final long serialVersionUID = 1;
}
