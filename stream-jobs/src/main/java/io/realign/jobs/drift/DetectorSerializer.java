package io.realign.jobs.drift;

import io.realign.alert.Channel;
import io.realign.alert.DetectorState;
import io.realign.alert.DomainReference;
import io.realign.alert.DomainTime;
import io.realign.alert.DriftDetector;
import io.realign.alert.SequentialTest;
import io.realign.event.OffsetRange;
import io.realign.jobs.state.FieldCodec;
import io.realign.jobs.state.MutableValueSerializer;
import io.realign.window.EventAccumulator;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a domain's detector. */
final class DetectorSerializer extends MutableValueSerializer<DriftDetector> {
    private static final long serialVersionUID = 1;

    @Override
    public void serialize(DriftDetector detector, DataOutputView out) throws IOException {
        DetectorState watched = detector.state();
        out.writeUTF(watched.domain());
        out.writeInt(watched.window());
        ChannelMapCodec.write(watched.tests(), (test, to) -> test.write(to), out);
        DomainReferenceCodec.write(watched.reference(), out);
        write(watched.unreported(), out);
        DriftStateCodec.write(watched.driftState(), out);
        CalibratedReferenceCodec.writeInstant(watched.domainTime().current(), out);
        CalibratedReferenceCodec.writeInstant(watched.domainTime().previous(), out);
        out.writeBoolean(watched.lastOffset().isPresent());
        if (watched.lastOffset().isPresent()) {
            FieldCodec.writeRange(watched.lastOffset().get(), out);
        }
    }

    @Override
    public DriftDetector deserialize(DataInputView in) throws IOException {
        String domain = in.readUTF();
        int window = in.readInt();
        Map<Channel, SequentialTest> tests = ChannelMapCodec.read(SequentialTest::read, in);
        DomainReference standing = DomainReferenceCodec.read(in);
        EventAccumulator tally =
                new EventAccumulator(in.readLong(), in.readLong(), in.readLong(), FieldCodec.readRanges(in));
        return new DriftDetector(new DetectorState(
                domain,
                window,
                tests,
                standing,
                tally,
                DriftStateCodec.read(in),
                new DomainTime(CalibratedReferenceCodec.readInstant(in), CalibratedReferenceCodec.readInstant(in)),
                in.readBoolean() ? Optional.of(FieldCodec.readRange(in)) : Optional.<OffsetRange>empty()));
    }

    @Override
    public TypeSerializerSnapshot<DriftDetector> snapshotConfiguration() {
        return new Snapshot();
    }

    private static void write(EventAccumulator tally, DataOutputView out) throws IOException {
        out.writeLong(tally.count());
        out.writeLong(tally.earliest());
        out.writeLong(tally.latest());
        FieldCodec.writeRanges(tally.ranges(), out);
    }

    /** Format 3. Formats 1 and 2 knew no version of what was learnt; their state cannot be gone on from. */
    public static final class Snapshot extends FormatSnapshot<DriftDetector> {
        public Snapshot() {
            super(3);
        }

        @Override
        public DetectorSerializer restoreSerializer() {
            return new DetectorSerializer();
        }
    }
}
