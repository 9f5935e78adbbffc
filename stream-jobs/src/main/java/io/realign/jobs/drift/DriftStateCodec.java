package io.realign.jobs.drift;

import io.realign.alert.AdaptingState;
import io.realign.alert.CalibratingState;
import io.realign.alert.Channel;
import io.realign.alert.ConfirmationTest;
import io.realign.alert.ConfirmationWindow;
import io.realign.alert.ConfirmedState;
import io.realign.alert.DriftAlert;
import io.realign.alert.DriftState;
import io.realign.alert.MonitoringState;
import io.realign.alert.QuietEvents;
import io.realign.alert.SuspectedState;
import io.realign.alert.Suspicion;
import io.realign.alert.Witness;
import io.realign.jobs.state.FieldCodec;
import io.realign.jobs.state.LocatedEventSerializer;
import io.realign.jobs.state.MessageSerializer;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow.State;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.array.DoublePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** State encoding of a {@link DriftState}: its kind or its name, then its fields. */
final class DriftStateCodec {
    private static final DoublePrimitiveArraySerializer DOUBLES = DoublePrimitiveArraySerializer.INSTANCE;
    private static final LocatedEventSerializer EVENTS = new LocatedEventSerializer();
    private static final MessageSerializer<DriftAlert> ALERTS = new MessageSerializer<>(Topics.DRIFT_ALERTS);

    /** Windows of this state have the state QUIET, which is another kind here. */
    private static final String CALIBRATING = "CALIBRATING";

    private DriftStateCodec() {}

    static void write(DriftState state, DataOutputView out) throws IOException {
        out.writeUTF(
                state instanceof CalibratingState ? CALIBRATING : state.state().name());
        if (state instanceof SuspectedState suspected) {
            write(suspected.previousState(), out);
            out.writeUTF(suspected.channel().name());
            out.writeDouble(suspected.suspicion().score());
            out.writeInt(suspected.suspicion().eventsSinceOnset());
            FieldCodec.writeInstant(suspected.suspicion().onset(), out);
            suspected.suspicion().witness().write(out);
            FieldCodec.writeInstant(suspected.suspectedAt(), out);
            write(suspected.confirmationWindow(), out);
            suspected.confirmationTest().write(out);
        } else if (state instanceof ConfirmedState confirmed) {
            ALERTS.serialize(confirmed.alert(), out);
            FieldCodec.writeList(confirmed.alertEvents(), EVENTS::serialize, out);
            write(confirmed.window(), out);
            out.writeInt(confirmed.consecutiveRecoveryChecks());
        } else if (state instanceof AdaptingState adapting) {
            ALERTS.serialize(adapting.alert(), out);
            out.writeBoolean(adapting.released());
            FieldCodec.writeList(adapting.alertEvents(), EVENTS::serialize, out);
            ReferenceCodec.write(adapting.previousReference(), out);
            write(adapting.window(), out);
        } else if (state instanceof CalibratingState calibrating) {
            out.writeInt(calibrating.requiredEvents());
            FieldCodec.writeList(calibrating.events(), EVENTS::serialize, out);
        } else if (state instanceof MonitoringState monitoring) {
            out.writeInt(monitoring.alertCount());
            ChannelMapCodec.write(
                    monitoring.quietEvents().events(),
                    (events, target) -> FieldCodec.writeList(events, EVENTS::serialize, target),
                    out);
        }
    }

    static DriftState read(DataInputView in) throws IOException {
        String name = in.readUTF();
        if (name.equals(CALIBRATING)) {
            return new CalibratingState(in.readInt(), FieldCodec.readList(EVENTS::deserialize, in));
        }
        State state = State.valueOf(name);
        return switch (state) {
            case QUIET, RECOVERED, ADAPTED, PERSISTING ->
                new MonitoringState(
                        state,
                        in.readInt(),
                        new QuietEvents(
                                ChannelMapCodec.read(source -> FieldCodec.readList(EVENTS::deserialize, source), in)));
            case SUSPECTED ->
                new SuspectedState(
                        (MonitoringState) read(in),
                        Channel.valueOf(in.readUTF()),
                        new Suspicion(in.readDouble(), in.readInt(), FieldCodec.readInstant(in), Witness.read(in)),
                        FieldCodec.readInstant(in),
                        readConfirmationWindow(in),
                        ConfirmationTest.read(in));
            case CONFIRMED ->
                new ConfirmedState(
                        ALERTS.deserialize(in),
                        FieldCodec.readList(EVENTS::deserialize, in),
                        readConfirmationWindow(in),
                        in.readInt());
            case ADAPTING ->
                new AdaptingState(
                        ALERTS.deserialize(in),
                        in.readBoolean(),
                        FieldCodec.readList(EVENTS::deserialize, in),
                        ReferenceCodec.readDomainReference(in),
                        readConfirmationWindow(in));
        };
    }

    private static void write(ConfirmationWindow window, DataOutputView out) throws IOException {
        out.writeLong(window.count());
        ChannelMapCodec.write(window.sums(), DOUBLES::serialize, out);
        FieldCodec.writeList(window.newestEvents(), EVENTS::serialize, out);
    }

    private static ConfirmationWindow readConfirmationWindow(DataInputView in) throws IOException {
        return new ConfirmationWindow(
                in.readLong(),
                ChannelMapCodec.read(DOUBLES::deserialize, in),
                FieldCodec.readList(EVENTS::deserialize, in));
    }
}
