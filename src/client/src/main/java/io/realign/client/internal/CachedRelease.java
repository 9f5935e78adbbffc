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
import java.util.Optional;

/** File format of a cached signed release: format number, then key, value, key id and signature, each after its length. */
final class CachedRelease {
    private static final int FORMAT = 1;

    /** Maximum size of the key, the key id and the signature. */
    private static final int MAX_PART_SIZE = 1 << 12;

    private static final int MAX_SIZE = SignedRelease.MAX_SIZE + 4 * MAX_PART_SIZE;

    private CachedRelease() {}

    static byte[] encode(SignedRelease release) throws IOException {
        Signature signature = release.signature().orElseThrow();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(FORMAT);
        writePart(out, release.key());
        writePart(out, release.value());
        writePart(out, signature.keyId().getBytes(UTF_8));
        writePart(out, signature.bytes());
        return bytes.toByteArray();
    }

    /** @throws IOException if the file cannot be read or has an invalid format */
    static SignedRelease read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MAX_SIZE) {
            throw new IOException("expected a file of at most " + MAX_SIZE + " bytes, got " + size);
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            int format = in.readInt();
            if (format != FORMAT) {
                throw new IOException("expected a file of format " + FORMAT + ", got " + format);
            }
            byte[] key = readPart(in, MAX_PART_SIZE);
            byte[] value = readPart(in, SignedRelease.MAX_SIZE);
            String keyId = new String(readPart(in, MAX_PART_SIZE), UTF_8);
            return new SignedRelease(key, value, Optional.of(new Signature(keyId, readPart(in, MAX_PART_SIZE))));
        }
    }

    private static void writePart(DataOutputStream out, byte[] part) throws IOException {
        out.writeInt(part.length);
        out.write(part);
    }

    private static byte[] readPart(DataInputStream in, int limit) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > limit || length > in.available()) {
            throw new IOException(
                    "expected a part of at most " + Math.min(limit, in.available()) + " bytes, got " + length);
        }
        return in.readNBytes(length);
    }
}
