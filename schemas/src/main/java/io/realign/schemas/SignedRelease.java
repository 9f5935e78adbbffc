package io.realign.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.Texts;
import io.realign.model.ModelRelease;
import io.realign.model.Signature;
import io.realign.model.Signer;
import io.realign.model.TrustedKeys;
import io.realign.model.Verification;
import io.realign.model.VerifiedRelease;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A record on {@code models}: the encoded release, and its signature in the headers. The signature is verified before the
 * release is decoded.
 *
 * @param key record key, which must be the domain of the release
 * @param value encoded release
 * @param signature signature of the value; empty if a header is missing
 */
@SuppressWarnings("ArrayRecordComponent")
public record SignedRelease(byte[] key, byte[] value, Optional<Signature> signature) {
    /** DSSE payload type. The signature covers it, so that a signature of other content is not valid for a release. */
    public static final String PAYLOAD_TYPE = "application/vnd.realign.model-release+avro";

    /** Header with the signature, 64 bytes. */
    public static final String SIGNATURE_HEADER = "dsse-signature";

    /** Header with the key id. */
    public static final String KEY_ID_HEADER = "dsse-keyid";

    /** Maximum size of an encoded release in bytes. A release of 50,000 training steps has half this size. */
    public static final int MAX_SIZE = Topic.MAX_RECORD_BYTES;

    /**
     * Encodes and signs a release.
     *
     * @throws IllegalArgumentException if the encoded release exceeds {@link #MAX_SIZE}
     */
    public static SignedRelease sign(ModelRelease release, Signer signer) {
        byte[] value = Topics.MODELS.codec().encode(release);
        if (value.length > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "expected a release of at most " + MAX_SIZE + " bytes, got " + value.length);
        }
        return new SignedRelease(
                release.domain().getBytes(UTF_8), value, Optional.of(signer.sign(PAYLOAD_TYPE, value)));
    }

    /**
     * Creates a signed release from a Kafka record.
     *
     * @param header returns the last header with a name, or null
     */
    public static SignedRelease fromRecord(byte[] key, byte[] value, Function<String, byte[]> header) {
        byte[] signature = header.apply(SIGNATURE_HEADER);
        byte[] keyId = header.apply(KEY_ID_HEADER);
        return new SignedRelease(
                key,
                value,
                signature == null || keyId == null
                        ? Optional.empty()
                        : Optional.of(new Signature(new String(keyId, UTF_8), signature)));
    }

    /** Record headers with the signature. */
    public Map<String, byte[]> headers() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        signature.ifPresent(present -> {
            headers.put(SIGNATURE_HEADER, present.bytes());
            headers.put(KEY_ID_HEADER, present.keyId().getBytes(UTF_8));
        });
        return headers;
    }

    /**
     * Verifies the signature, then decodes the release. Never throws on invalid bytes.
     *
     * @param at time at which the key has to be valid; the expiry of the release is not checked
     */
    public ReleaseVerification verify(TrustedKeys keys, Instant at) {
        if (value.length > MAX_SIZE) {
            return invalid("expected a release of at most " + MAX_SIZE + " bytes, got " + value.length);
        }
        if (signature.isEmpty()) {
            return invalid("expected the headers " + SIGNATURE_HEADER + " and " + KEY_ID_HEADER + ", got no signature");
        }
        Verification verification = keys.verify(PAYLOAD_TYPE, value, signature.get(), at);
        return verification instanceof Verification.Rejected rejected
                ? invalid(rejected.reason())
                : decodeVerified(signature.get().keyId(), at);
    }

    private ReleaseVerification decodeVerified(String keyId, Instant at) {
        DecodeResult<ModelRelease> decoded = Topics.MODELS.codec().decode(value);
        if (decoded instanceof DecodeResult.Invalid<ModelRelease> invalid) {
            return invalid(invalid.violation().description());
        }
        ModelRelease release = ((DecodeResult.Valid<ModelRelease>) decoded).message();
        // The key is not signed. With a wrong key, compaction would delete the release of another domain.
        return Arrays.equals(release.domain().getBytes(UTF_8), key)
                ? new ReleaseVerification.Verified(new VerifiedRelease(release, keyId, at))
                : invalid("expected the record key " + release.domain() + ", got '" + keyText() + "'");
    }

    private ReleaseVerification invalid(String reason) {
        return new ReleaseVerification.Invalid(keyText(), reason);
    }

    private String keyText() {
        return key == null
                ? ""
                : Texts.description(new String(key, 0, Math.min(key.length, Texts.MAX_NAME_LENGTH), UTF_8));
    }
}
