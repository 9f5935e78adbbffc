package io.realign.learning.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.ContentId;
import io.realign.learning.input.SourceRows;
import io.realign.learning.source.NamedSource;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 of all inputs of a training run, each prefixed by its length. */
final class TrainingFingerprint {
    private final MessageDigest digest = ContentId.sha256();

    TrainingFingerprint add(String text) {
        return add(text.getBytes(UTF_8));
    }

    TrainingFingerprint add(byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
        return this;
    }

    TrainingFingerprint add(float[][] rows) {
        add(Integer.toString(rows.length));
        for (float[] row : rows) {
            ByteBuffer values = ByteBuffer.allocate(row.length * Float.BYTES);
            values.asFloatBuffer().put(row);
            add(values.array());
        }
        return this;
    }

    TrainingFingerprint add(SourceRows rows) {
        ByteBuffer labels = ByteBuffer.allocate(rows.size() * Integer.BYTES);
        labels.asIntBuffer().put(rows.labels());
        return add(rows.features()).add(labels.array()).add(Integer.toString(rows.classCount()));
    }

    TrainingFingerprint add(TrainingSources sources) {
        add(sources.weighting().toString());
        for (NamedSource source : sources.namedSources()) {
            add(source.name()).add(Double.toString(source.age())).add(source.rows());
        }
        return this;
    }

    /** Returns 64 hexadecimal digits and resets the fingerprint. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
