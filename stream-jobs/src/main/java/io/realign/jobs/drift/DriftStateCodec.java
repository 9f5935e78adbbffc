package io.realign.jobs.drift;

import io.realign.alert.AdaptingState;
import io.realign.alert.Channel;
import io.realign.alert.ConfirmationWindow;
import io.realign.alert.ConfirmedState;
import io.realign.alert.DriftAlert;
import io.realign.alert.DriftState;
import io.realign.alert.StableState;
import io.realign.alert.SuspectedState;
import io.realign.alert.Suspicion;
import io.realign.event.LocatedEvent;
import io.realign.jobs.state.FieldCodec;
import io.realign.jobs.state.LocatedEventSerializer;
import io.realign.jobs.state.MessageSerializer;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How the state of an episode is kept in a checkpoint: its name, then what belongs to it. */
final class DriftStateCodec {
    private static final LocatedEventSerializer EVENTS = new LocatedEventSerializer();
    private static final MessageSerializer<DriftAlert> ALERTS = new MessageSerializer<>(Topics.DRIFT_ALERTS);

    private DriftStateCodec() {}

    static void write(DriftState episode, DataOutputView out) throws IOException {
        out.writeUTF(episode.state().name());
        if (episode instanceof SuspectedState suspected) {
            write(suspected.previousState(), out);
            out.writeUTF(suspected.channel().name());
            out.writeDouble(suspected.suspicion().score());
            out.writeInt(suspected.suspicion().length());
            CalibratedReferenceCodec.writeInstant(suspected.suspicion().onset(), out);
            CalibratedReferenceCodec.writeInstant(suspected.suspectedAt(), out);
            write(suspected.confirmationWindow(), out);
            write(suspected.secondHalf(), out);
        } else if (episode instanceof ConfirmedState confirmed) {
            ALERTS.serialize(confirmed.alert(), out);
            write(confirmed.alertEvents(), out);
            write(confirmed.window(), out);
            out.writeInt(confirmed.consecutiveReturns());
        } else if (episode instanceof AdaptingState adapting) {
            ALERTS.serialize(adapting.alert(), out);
            out.writeBoolean(adapting.released());
            write(adapting.alertEvents(), out);
            DomainReferenceCodec.write(adapting.previousReference(), out);
            write(adapting.window(), out);
        } else {
            out.writeInt(episode.alertCount());
        }
    }

    static DriftState read(DataInputView in) throws IOException {
        State state = State.valueOf(in.readUTF());
        return switch (state) {
            case QUIET, RECOVERED, ADAPTED, PERSISTING -> new StableState(state, in.readInt());
            case SUSPECTED ->
                new SuspectedState(
                        (StableState) read(in),
                        Channel.valueOf(in.readUTF()),
                        new Suspicion(in.readDouble(), in.readInt(), CalibratedReferenceCodec.readInstant(in)),
                        CalibratedReferenceCodec.readInstant(in),
                        readConfirmationWindow(in),
                        readConfirmationWindow(in));
            case CONFIRMED ->
                new ConfirmedState(ALERTS.deserialize(in), readEvents(in), readConfirmationWindow(in), in.readInt());
            case ADAPTING ->
                new AdaptingState(
                        ALERTS.deserialize(in),
                        in.readBoolean(),
                        readEvents(in),
                        DomainReferenceCodec.read(in),
                        readConfirmationWindow(in));
        };
    }

    private static void write(ConfirmationWindow fresh, DataOutputView out) throws IOException {
        out.writeLong(fresh.count());
        ChannelMapCodec.write(fresh.sums(), FieldCodec::writeDoubles, out);
        write(fresh.newestEvents(), out);
    }

    private static ConfirmationWindow readConfirmationWindow(DataInputView in) throws IOException {
        long count = in.readLong();
        Map<Channel, double[]> sums = ChannelMapCodec.read(FieldCodec::readDoubles, in);
        return new ConfirmationWindow(count, sums, readEvents(in));
    }

    private static void write(List<LocatedEvent> events, DataOutputView out) throws IOException {
        out.writeInt(events.size());
        for (LocatedEvent event : events) {
            EVENTS.serialize(event, out);
        }
    }

    private static List<LocatedEvent> readEvents(DataInputView in) throws IOException {
        int count = in.readInt();
        List<LocatedEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(EVENTS.deserialize(in));
        }
        return events;
    }
}
