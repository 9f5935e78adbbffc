package io.realign.jobs.drift;

import io.realign.alert.Baseline;
import io.realign.alert.DriftAlert;
import io.realign.event.LocatedEvent;
import io.realign.jobs.MessageSerializer;
import io.realign.jobs.ValueType;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.OutputTag;

/** What is done with the events of the target, domain by domain. Windows go the main way out, alerts by {@link #ALERTS}. */
public abstract class Detection extends KeyedBroadcastProcessFunction<String, LocatedEvent, Notice, DriftWindow> {
    static final OutputTag<DriftAlert> ALERTS =
            new OutputTag<>("alerts", MessageSerializer.type(DriftAlert.class, Topics.DRIFT_ALERTS));

    /** What has been learnt of the source, by the name of the channel. */
    static final MapStateDescriptor<String, Baseline> BASELINE = new MapStateDescriptor<>(
            "baseline", Types.STRING, new ValueType<>(Baseline.class, new BaselineSerializer()));

    /** Alerts whose adaptation has ended, and whether with a release. */
    static final MapStateDescriptor<String, Boolean> DECIDED =
            new MapStateDescriptor<>("decided", Types.STRING, Types.BOOLEAN);

    private static final long serialVersionUID = 1;
}
