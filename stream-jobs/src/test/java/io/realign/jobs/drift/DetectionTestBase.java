package io.realign.jobs.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.alert.DriftAlert;
import io.realign.alert.DriftDetector;
import io.realign.event.LocatedEvent;
import io.realign.jobs.state.ValueTypeInfo;
import io.realign.window.DriftWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;

/** Tests of the detection function in Flink's operator test harness. */
abstract class DetectionTestBase {
    static final int KEY_GROUPS = 8;
    static final KeySelector<LocatedEvent, String> BY_DOMAIN =
            located -> located.event().domain();

    KeyedBroadcastOperatorTestHarness<String, LocatedEvent, DetectionUpdate, DriftWindow> harness;

    abstract DetectDriftFunction detection();

    final CoBroadcastWithKeyedOperator<String, LocatedEvent, DetectionUpdate, DriftWindow> operator() {
        return new CoBroadcastWithKeyedOperator<>(detection(), TargetEventFunction.BROADCAST_STATES);
    }

    /** Creates the harness without opening it. */
    final void create() throws Exception {
        create(1, 0);
    }

    final void create(int subtasks, int subtask) throws Exception {
        harness = new KeyedBroadcastOperatorTestHarness<>(
                operator(), BY_DOMAIN, Types.STRING, KEY_GROUPS, subtasks, subtask);
    }

    /** Restores a snapshot in a new harness with empty output. */
    final void restore(OperatorSubtaskState state) throws Exception {
        harness.close();
        create();
        harness.initializeState(state);
        harness.open();
    }

    final void broadcast(DetectionUpdate update) throws Exception {
        harness.processBroadcastElement(update, 0);
    }

    final void process(List<LocatedEvent> events) throws Exception {
        for (LocatedEvent event : events) {
            harness.processElement(event, 0);
        }
    }

    final List<DriftWindow> windows() {
        return harness.extractOutputValues();
    }

    final List<DriftAlert> alerts() {
        Queue<StreamRecord<DriftAlert>> alerts = harness.getSideOutput(TargetEventFunction.ALERTS);
        return alerts == null
                ? List.of()
                : alerts.stream().map(StreamRecord::getValue).toList();
    }

    /** Asserts that a restore at the cut gives the same windows, state and single alert as an uninterrupted run. */
    final void assertRestores(List<LocatedEvent> events, int cut) throws Exception {
        process(events.subList(0, cut));
        List<DriftWindow> windows = new ArrayList<>(windows());
        List<DriftAlert> alerts = new ArrayList<>(alerts());
        OperatorSubtaskState state = harness.snapshot(1, 1);
        process(events.subList(cut, events.size()));
        List<DriftWindow> expectedWindows = windows();
        List<DriftAlert> expectedAlerts = alerts();
        byte[] expectedState = ovenState();

        restore(state);
        process(events.subList(cut, events.size()));
        windows.addAll(windows());
        alerts.addAll(alerts());

        assertThat(windows).isEqualTo(expectedWindows);
        assertThat(alerts).isEqualTo(expectedAlerts).hasSize(1);
        assertThat(ovenState()).isEqualTo(expectedState).isNotEmpty();
    }

    private byte[] ovenState() throws Exception {
        harness.getOperator().setCurrentKey("oven");
        var descriptor = new ValueStateDescriptor<>(
                "detector", new ValueTypeInfo<>(DriftDetector.class, new DetectorSerializer()));
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(GaussianEventStream.settings().domainTtl())
                        .build());
        DriftDetector detector = harness.getOperator()
                .getKeyedStateBackend()
                .getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor)
                .value();
        DataOutputSerializer out = new DataOutputSerializer(1 << 12);
        new DetectorSerializer().serialize(detector, out);
        return out.getCopyOfBuffer();
    }
}
