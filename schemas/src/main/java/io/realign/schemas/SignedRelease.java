package io.realign.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.model.ModelRelease;
import io.realign.model.Signature;
import io.realign.model.Signer;
import io.realign.model.TrustedKeys;
import io.realign.model.Verification;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A release as it travels on {@code models}: its bytes, and in the headers the signature over them. So it can be verified
 * before anything is decoded.
 *
 * @param key the record's key, which must be the release's domain
 * @param value the release's bytes
 * @param signature who vouches for the value; empty if a header is missing
 */
@SuppressWarnings("ArrayRecordComponent")
public record SignedRelease(byte[] key, byte[] value, Optional<Signature> signature) {
    /** What is signed along with the value, so that a signature over something else is worth nothing here. */
    public static final String PAYLOAD_TYPE = "application/vnd.realign.model-release+avro";

    /** The header with the 64 bytes of the signature. */
    public static final String SIGNATURE_HEADER = "dsse-signature";

    /** The header with the id of the key. */
    public static final String KEY_ID_HEADER = "dsse-keyid";

    /** A release of 50,000 steps has half of it. */
    public static final int MAX_SIZE = 1 << 20;

    private static final int MAX_LOGGED_KEY_LENGTH = 200;

    /** The record of a release that is to be published. */
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
     * A record as it was read.
     *
     * @param header the value of the last header of a name, or null
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

    /** The headers that carry the signature. */
    public Map<String, byte[]> headers() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        signature.ifPresent(made -> {
            headers.put(SIGNATURE_HEADER, made.bytes());
            headers.put(KEY_ID_HEADER, made.keyId().getBytes(UTF_8));
        });
        return headers;
    }

    /** Decodes the release if a trusted key vouches for it. Never throws on bad bytes. */
    public ReleaseAnnouncement verify(TrustedKeys keys, Instant now) {
        if (value.length > MAX_SIZE) {
            return invalid("expected a release of at most " + MAX_SIZE + " bytes, got " + value.length);
        }
        if (signature.isEmpty()) {
            return invalid("expected the headers " + SIGNATURE_HEADER + " and " + KEY_ID_HEADER + ", got no signature");
        }
        Verification verification = keys.verify(PAYLOAD_TYPE, value, signature.get(), now);
        return verification instanceof Verification.Rejected refused ? invalid(refused.reason()) : decodeVerified();
    }

    private ReleaseAnnouncement decodeVerified() {
        DecodeResult<ModelRelease> decoded = Topics.MODELS.codec().decode(value);
        if (decoded instanceof DecodeResult.Invalid<ModelRelease> refused) {
            return invalid(refused.rejection().cause());
        }
        ModelRelease release = ((DecodeResult.Valid<ModelRelease>) decoded).message();
        // The key decides which record survives compaction, and nobody has signed it.
        return release.domain().equals(keyText())
                ? new ReleaseAnnouncement.Verified(release)
                : invalid("expected the record key " + release.domain() + ", got '" + keyText() + "'");
    }

    private ReleaseAnnouncement invalid(String reason) {
        return new ReleaseAnnouncement.Invalid(keyText(), reason);
    }

    private String keyText() {
        String text = key == null ? "" : new String(key, UTF_8);
        return text.substring(0, Math.min(text.length(), MAX_LOGGED_KEY_LENGTH));
    }
}
