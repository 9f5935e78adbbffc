package io.realign.jobs.drift;

import io.realign.alert.DetectorState;
import io.realign.alert.DomainResiduals;
import io.realign.alert.DomainTime;
import io.realign.alert.DriftDetector;
import io.realign.alert.SequentialTest;
import io.realign.jobs.state.FieldCodec;
import io.realign.jobs.state.ValueSerializer;
import io.realign.window.EventAccumulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes drift detectors, which are mutable.
 *
 * <p>Flink's heap state returns the stored object and copies it only at the first access during an asynchronous snapshot. For a
 * consistent snapshot, {@link #copy} must be deep and {@link #isImmutableType} must be false.
 */
public final class DetectorSerializer extends ValueSerializer<DriftDetector> {
    private static final long serialVersionUID = 1;
    private static final int INITIAL_BUFFER_BYTES = 1 << 12;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public DriftDetector copy(DriftDetector from) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(INITIAL_BUFFER_BYTES);
            serialize(from, out);
            return deserialize(new DataInputDeserializer(out.getSharedBuffer(), 0, out.length()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy a drift detector", e);
        }
    }

    @Override
    public void serialize(DriftDetector detector, DataOutputView out) throws IOException {
        DetectorState state = detector.state();
        out.writeUTF(state.domain());
        out.writeInt(state.windowLength());
        ChannelMapCodec.write(state.tests(), SequentialTest::write, out);
        ReferenceCodec.write(state.reference(), out);
        write(state.unreported(), out);
        DriftStateCodec.write(state.driftState(), out);
        FieldCodec.writeInstant(state.domainTime().current(), out);
        FieldCodec.writeInstant(state.domainTime().previous(), out);
        FieldCodec.writeOptional(state.lastOffset(), FieldCodec::writeRange, out);
        FieldCodec.writeOptional(state.residuals(), DomainResiduals::write, out);
    }

    @Override
    public DriftDetector deserialize(DataInputView in) throws IOException {
        return new DriftDetector(new DetectorState(
                in.readUTF(),
                in.readInt(),
                ChannelMapCodec.read(SequentialTest::read, in),
                ReferenceCodec.readDomainReference(in),
                new EventAccumulator(
                        in.readLong(), in.readLong(), in.readLong(), FieldCodec.readList(FieldCodec::readRange, in)),
                DriftStateCodec.read(in),
                new DomainTime(FieldCodec.readInstant(in), FieldCodec.readInstant(in)),
                FieldCodec.readOptional(FieldCodec::readRange, in),
                FieldCodec.readOptional(DomainResiduals::read, in)));
    }

    private static void write(EventAccumulator accumulator, DataOutputView out) throws IOException {
        out.writeLong(accumulator.count());
        out.writeLong(accumulator.earliest());
        out.writeLong(accumulator.latest());
        FieldCodec.writeList(accumulator.ranges(), FieldCodec::writeRange, out);
    }
}
