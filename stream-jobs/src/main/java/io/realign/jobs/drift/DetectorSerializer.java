package io.realign.jobs.drift;

import io.realign.alert.Alerted;
import io.realign.alert.DomainTime;
import io.realign.alert.DriftAlert;
import io.realign.alert.DriftDetector;
import io.realign.alert.Episode;
import io.realign.alert.Quiet;
import io.realign.alert.Suspected;
import io.realign.event.OffsetRange;
import io.realign.jobs.Fields;
import io.realign.jobs.MessageSerializer;
import io.realign.jobs.ValueSerializer;
import io.realign.schemas.Topics;
import io.realign.window.Reference;
import io.realign.window.Window;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a domain's detector. */
final class DetectorSerializer extends ValueSerializer<DriftDetector> {
    private static final long serialVersionUID = 1;
    private static final MessageSerializer<DriftAlert> ALERTS = new MessageSerializer<>(Topics.DRIFT_ALERTS);
    private static final int QUIET = 0;
    private static final int SUSPECTED = 1;
    private static final int ALERTED = 2;

    @Override
    public void serialize(DriftDetector detector, DataOutputView out) throws IOException {
        out.writeUTF(detector.domain());
        Sketches.write(detector.window(), out);
        write(detector.episode(), out);
        Sketches.writeInstant(detector.time().reached(), out);
        Sketches.writeInstant(detector.time().previous(), out);
        out.writeBoolean(detector.last().isPresent());
        if (detector.last().isPresent()) {
            Fields.writeRange(detector.last().get(), out);
        }
    }

    @Override
    public DriftDetector deserialize(DataInputView in) throws IOException {
        String domain = in.readUTF();
        Window window = Sketches.readWindow(in);
        Episode episode = readEpisode(in);
        DomainTime time = new DomainTime(Sketches.readInstant(in), Sketches.readInstant(in));
        Optional<OffsetRange> last = in.readBoolean() ? Optional.of(Fields.readRange(in)) : Optional.empty();
        return new DriftDetector(domain, window, episode, time, last);
    }

    @Override
    public TypeSerializerSnapshot<DriftDetector> snapshotConfiguration() {
        return new Format();
    }

    private static void write(Episode episode, DataOutputView out) throws IOException {
        Sketches.write(episode.reference(), out);
        if (episode instanceof Quiet quiet) {
            out.writeByte(QUIET);
            out.writeInt(quiet.number());
        } else if (episode instanceof Suspected suspected) {
            out.writeByte(SUSPECTED);
            out.writeInt(suspected.number());
            Sketches.writeInstant(suspected.since(), out);
            out.writeInt(suspected.blocks());
        } else if (episode instanceof Alerted alerted) {
            out.writeByte(ALERTED);
            ALERTS.serialize(alerted.alert(), out);
            Sketches.write(alerted.window(), out);
        }
    }

    private static Episode readEpisode(DataInputView in) throws IOException {
        Reference reference = Sketches.readReference(in);
        int state = in.readByte();
        return switch (state) {
            case QUIET -> new Quiet(in.readInt(), reference);
            case SUSPECTED -> new Suspected(in.readInt(), reference, Sketches.readInstant(in), in.readInt());
            case ALERTED -> new Alerted(ALERTS.deserialize(in), Sketches.read(in), reference);
            default -> throw new IOException("expected the state of a detector as 0, 1 or 2, got " + state);
        };
    }

    /** Format 1. */
    public static final class Format extends Snapshot<DriftDetector> {
        public Format() {
            super(1);
        }

        @Override
        public DetectorSerializer restoreSerializer() {
            return new DetectorSerializer();
        }
    }
}
