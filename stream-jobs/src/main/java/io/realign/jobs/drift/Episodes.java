package io.realign.jobs.drift;

import io.realign.alert.Adapted;
import io.realign.alert.Adapting;
import io.realign.alert.Alarm;
import io.realign.alert.Channel;
import io.realign.alert.Confirmed;
import io.realign.alert.DriftAlert;
import io.realign.alert.Episode;
import io.realign.alert.Fresh;
import io.realign.alert.Persisting;
import io.realign.alert.Quiet;
import io.realign.alert.Recovered;
import io.realign.alert.Resting;
import io.realign.alert.Suspected;
import io.realign.event.LocatedEvent;
import io.realign.jobs.Fields;
import io.realign.jobs.LocatedEventSerializer;
import io.realign.jobs.MessageSerializer;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How the state of an episode is kept in a checkpoint: its name, then what belongs to it. */
final class Episodes {
    private static final LocatedEventSerializer EVENTS = new LocatedEventSerializer();
    private static final MessageSerializer<DriftAlert> ALERTS = new MessageSerializer<>(Topics.DRIFT_ALERTS);

    private Episodes() {}

    static void write(Episode episode, DataOutputView out) throws IOException {
        out.writeUTF(episode.state().name());
        if (episode instanceof Suspected suspected) {
            write(suspected.from(), out);
            out.writeUTF(suspected.channel().name());
            out.writeDouble(suspected.alarm().score());
            out.writeInt(suspected.alarm().length());
            Regimes.writeInstant(suspected.alarm().onset(), out);
            Regimes.writeInstant(suspected.at(), out);
            write(suspected.fresh(), out);
            write(suspected.recent(), out);
        } else if (episode instanceof Confirmed confirmed) {
            ALERTS.serialize(confirmed.alert(), out);
            write(confirmed.moved(), out);
            write(confirmed.fresh(), out);
            out.writeInt(confirmed.back());
        } else if (episode instanceof Adapting adapting) {
            ALERTS.serialize(adapting.alert(), out);
            out.writeBoolean(adapting.released());
            write(adapting.moved(), out);
            Standings.write(adapting.before(), out);
            write(adapting.fresh(), out);
        } else {
            out.writeInt(episode.number());
        }
    }

    static Episode read(DataInputView in) throws IOException {
        return switch (State.valueOf(in.readUTF())) {
            case QUIET -> new Quiet(in.readInt());
            case RECOVERED -> new Recovered(in.readInt());
            case ADAPTED -> new Adapted(in.readInt());
            case PERSISTING -> new Persisting(in.readInt());
            case SUSPECTED ->
                new Suspected(
                        (Resting) read(in),
                        Channel.valueOf(in.readUTF()),
                        new Alarm(in.readDouble(), in.readInt(), Regimes.readInstant(in)),
                        Regimes.readInstant(in),
                        readFresh(in),
                        readFresh(in));
            case CONFIRMED -> new Confirmed(ALERTS.deserialize(in), readEvents(in), readFresh(in), in.readInt());
            case ADAPTING ->
                new Adapting(
                        ALERTS.deserialize(in), in.readBoolean(), readEvents(in), Standings.read(in), readFresh(in));
        };
    }

    private static void write(Fresh fresh, DataOutputView out) throws IOException {
        out.writeLong(fresh.count());
        Channels.write(fresh.sums(), Fields::writeDoubles, out);
        write(fresh.newest(), out);
    }

    private static Fresh readFresh(DataInputView in) throws IOException {
        long count = in.readLong();
        Map<Channel, double[]> sums = Channels.read(Fields::readDoubles, in);
        return new Fresh(count, sums, readEvents(in));
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
