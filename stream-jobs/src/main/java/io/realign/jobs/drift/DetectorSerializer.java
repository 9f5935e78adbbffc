package io.realign.jobs.drift;

import io.realign.alert.Channel;
import io.realign.alert.DomainTime;
import io.realign.alert.DriftDetector;
import io.realign.alert.SequentialTest;
import io.realign.alert.Standing;
import io.realign.alert.Watched;
import io.realign.event.OffsetRange;
import io.realign.jobs.Fields;
import io.realign.jobs.MutableSerializer;
import io.realign.window.Tally;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a domain's detector. */
final class DetectorSerializer extends MutableSerializer<DriftDetector> {
    private static final long serialVersionUID = 1;

    @Override
    public void serialize(DriftDetector detector, DataOutputView out) throws IOException {
        Watched watched = detector.watched();
        out.writeUTF(watched.domain());
        out.writeInt(watched.window());
        Channels.write(watched.tests(), (test, to) -> test.write(to), out);
        Standings.write(watched.standing(), out);
        write(watched.tally(), out);
        Episodes.write(watched.episode(), out);
        Regimes.writeInstant(watched.time().reached(), out);
        Regimes.writeInstant(watched.time().previous(), out);
        out.writeBoolean(watched.last().isPresent());
        if (watched.last().isPresent()) {
            Fields.writeRange(watched.last().get(), out);
        }
    }

    @Override
    public DriftDetector deserialize(DataInputView in) throws IOException {
        String domain = in.readUTF();
        int window = in.readInt();
        Map<Channel, SequentialTest> tests = Channels.read(SequentialTest::read, in);
        Standing standing = Standings.read(in);
        Tally tally = new Tally(in.readLong(), in.readLong(), in.readLong(), Fields.readRanges(in));
        return new DriftDetector(new Watched(
                domain,
                window,
                tests,
                standing,
                tally,
                Episodes.read(in),
                new DomainTime(Regimes.readInstant(in), Regimes.readInstant(in)),
                in.readBoolean() ? Optional.of(Fields.readRange(in)) : Optional.<OffsetRange>empty()));
    }

    @Override
    public TypeSerializerSnapshot<DriftDetector> snapshotConfiguration() {
        return new Format();
    }

    private static void write(Tally tally, DataOutputView out) throws IOException {
        out.writeLong(tally.count());
        out.writeLong(tally.earliest());
        out.writeLong(tally.latest());
        Fields.writeRanges(tally.ranges(), out);
    }

    /** Format 3. Formats 1 and 2 knew no version of what was learnt; their state cannot be gone on from. */
    public static final class Format extends Snapshot<DriftDetector> {
        public Format() {
            super(3);
        }

        @Override
        public DetectorSerializer restoreSerializer() {
            return new DetectorSerializer();
        }
    }
}
