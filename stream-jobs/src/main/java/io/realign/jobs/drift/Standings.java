package io.realign.jobs.drift;

import io.realign.alert.Standing;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How what a domain is compared with is kept in a checkpoint. */
final class Standings {
    private static final ClassesSerializer CLASSES = new ClassesSerializer();

    private Standings() {}

    static void write(Standing standing, DataOutputView out) throws IOException {
        Channels.write(standing.regimes(), Regimes::write, out);
        Channels.write(standing.maps(), Regimes::write, out);
        out.writeBoolean(standing.through().isPresent());
        if (standing.through().isPresent()) {
            out.writeUTF(standing.through().get());
        }
        out.writeBoolean(standing.classes().isPresent());
        if (standing.classes().isPresent()) {
            CLASSES.serialize(standing.classes().get(), out);
        }
    }

    static Standing read(DataInputView in) throws IOException {
        return new Standing(
                Channels.read(Regimes::read, in),
                Channels.read(Regimes::readMap, in),
                in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty(),
                in.readBoolean() ? Optional.of(CLASSES.deserialize(in)) : Optional.empty());
    }
}
