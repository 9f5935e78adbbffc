package io.realign.adapter.console.notification;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.adapter.api.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Secrets that sign webhook requests. Each request has one signature per secret, so that secrets can be rotated. */
final class SigningSecrets {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    /** Key sizes that Standard Webhooks allows. */
    private static final int MIN_BYTES = 24;

    private static final int MAX_BYTES = 64;

    private final List<SecretKey> keys;

    private SigningSecrets(List<SecretKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads a {@link SecretFile} with a secret per line: {@code whsec_} and 24 to 64 bytes in Base64.
     *
     * @throws IllegalArgumentException if a line is invalid or there is no secret
     */
    static SigningSecrets read(Path file) throws IOException {
        return new SigningSecrets(SecretFile.read(file, "secret", SigningSecrets::parse));
    }

    /** Value of the header {@code webhook-signature} (Standard Webhooks 1.0.0): one signature per secret. */
    String sign(String id, Instant at, byte[] body) {
        return keys.stream().map(key -> "v1," + signature(key, id, at, body)).collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return keys.size() + " secrets";
    }

    private static String signature(SecretKey key, String id, Instant at, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + at.getEpochSecond() + ".").getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("cannot sign with " + ALGORITHM, e);
        }
    }

    private static SecretKey parse(String line, String location) {
        byte[] bytes = line.startsWith(PREFIX) ? decoded(line.substring(PREFIX.length())) : new byte[0];
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("%s: expected %s followed by %d to %d bytes in Base64"
                    .formatted(location, PREFIX, MIN_BYTES, MAX_BYTES));
        }
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    private static byte[] decoded(String base64) {
        boolean valid = base64.matches("[A-Za-z0-9+/]+={0,2}") && base64.length() % 4 == 0;
        return valid ? Base64.getDecoder().decode(base64.getBytes(US_ASCII)) : new byte[0];
    }
}
