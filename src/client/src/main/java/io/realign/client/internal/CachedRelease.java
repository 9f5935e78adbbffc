package io.realign.client.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.model.Signature;
import io.realign.schemas.SignedRelease;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A signed release in a file. The file contains the format number, the time of the verification in milliseconds, the record key, the
 * record value, the key id and the signature. A length precedes each of the last four.
 *
 * @param verifiedAt time at which this consumer verified the record
 */
record CachedRelease(SignedRelease signed, Instant verifiedAt) {
    private static final int FORMAT = 2;

    /** Leaves 16 KiB for the key, the key id and the signature. */
    private static final int MAX_SIZE = SignedRelease.MAX_SIZE + (1 << 14);

    byte[] encode() throws IOException {
        Signature signature = signed.signature().orElseThrow();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(FORMAT);
        out.writeLong(verifiedAt.toEpochMilli());
        writePart(out, signed.key());
        writePart(out, signed.value());
        writePart(out, signature.keyId().getBytes(UTF_8));
        writePart(out, signature.bytes());
        return bytes.toByteArray();
    }

    /** @throws IOException if the file cannot be read or has an invalid format */
    static CachedRelease read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MAX_SIZE) {
            throw new IOException("expected a file of at most " + MAX_SIZE + " bytes, got " + size);
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            int format = in.readInt();
            if (format != FORMAT) {
                throw new IOException("expected a file of format " + FORMAT + ", got " + format);
            }
            Instant verifiedAt = Instant.ofEpochMilli(in.readLong());
            byte[] key = readPart(in);
            byte[] value = readPart(in);
            String keyId = new String(readPart(in), UTF_8);
            Signature signature = new Signature(keyId, readPart(in));
            return new CachedRelease(new SignedRelease(key, value, Optional.of(signature)), verifiedAt);
        }
    }

    private static void writePart(DataOutputStream out, byte[] part) throws IOException {
        out.writeInt(part.length);
        out.write(part);
    }

    private static byte[] readPart(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("expected a part of 0 to " + in.available() + " bytes, got " + length);
        }
        return in.readNBytes(length);
    }
}
