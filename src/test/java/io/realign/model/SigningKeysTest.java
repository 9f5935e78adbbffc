package io.realign.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {
    private static final String TYPE = "text/plain";
    private static final byte[] PAYLOAD = "a release".getBytes(UTF_8);
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void keys_areCreatedOnceWithRestrictedPermissions() throws IOException {
        SigningKeys made = keys("keys");
        SigningKeys again = keys("keys");

        assertThat(again.signer().keyId()).isEqualTo(made.signer().keyId());
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("keys").resolve(SigningKeys.PRIVATE_KEY_FILE))))
                .isEqualTo("rw-------");
        assertThat(again.trusted().verify(TYPE, PAYLOAD, made.signer().sign(TYPE, PAYLOAD), NOW))
                .isEqualTo(new Verification.Verified(made.signer().keyId()));
    }

    @Test
    void flippedBit_isRejected() throws IOException {
        SigningKeys keys = keys("keys");
        Signature signature = keys.signer().sign(TYPE, PAYLOAD);
        for (int bit = 0; bit < PAYLOAD.length * Byte.SIZE; bit++) {
            assertThat(keys.trusted().verify(TYPE, flipped(PAYLOAD, bit), signature, NOW))
                    .isInstanceOf(Verification.Rejected.class);
        }
        for (int bit = 0; bit < signature.bytes().length * Byte.SIZE; bit++) {
            Signature other = new Signature(signature.keyId(), flipped(signature.bytes(), bit));
            assertThat(keys.trusted().verify(TYPE, PAYLOAD, other, NOW)).isInstanceOf(Verification.Rejected.class);
        }
    }

    @Test
    void signatureOfWrongLength_isRejected() throws IOException {
        SigningKeys keys = keys("keys");
        for (int length : new int[] {0, 1, 63, 65, 4096}) {
            Signature odd = new Signature(keys.signer().keyId(), new byte[length]);
            assertThat(keys.trusted().verify(TYPE, PAYLOAD, odd, NOW)).isInstanceOf(Verification.Rejected.class);
        }
    }

    @Test
    void keyRotation_acceptsBothKeysUntilRemoval() throws IOException {
        SigningKeys old = keys("old");
        SigningKeys young = keys("young");
        String both = publicKey("old") + publicKey("young");
        TrustedKeys during = trusted(both);

        Signature previous = old.signer().sign(TYPE, PAYLOAD);
        Signature after = young.signer().sign(TYPE, PAYLOAD);

        assertThat(during.verify(TYPE, PAYLOAD, previous, NOW)).isInstanceOf(Verification.Verified.class);
        assertThat(during.verify(TYPE, PAYLOAD, after, NOW)).isInstanceOf(Verification.Verified.class);
        assertThat(young.trusted().verify(TYPE, PAYLOAD, previous, NOW)).isInstanceOf(Verification.Rejected.class);
        assertThat(young.trusted().verify(TYPE, PAYLOAD, after, NOW)).isInstanceOf(Verification.Verified.class);
    }

    @Test
    void key_isValidWithinItsPeriod() throws IOException {
        SigningKeys keys = keys("keys");
        Signature signature = keys.signer().sign(TYPE, PAYLOAD);
        TrustedKeys window =
                trusted("not-before: " + NOW + "\nnot-after: " + NOW.plusSeconds(60) + "\n" + publicKey("keys"));

        assertThat(window.verify(TYPE, PAYLOAD, signature, NOW.minusMillis(1)))
                .isInstanceOf(Verification.Rejected.class);
        assertThat(window.verify(TYPE, PAYLOAD, signature, NOW)).isInstanceOf(Verification.Verified.class);
        assertThat(window.verify(TYPE, PAYLOAD, signature, NOW.plusSeconds(59)))
                .isInstanceOf(Verification.Verified.class);
        assertThat(window.verify(TYPE, PAYLOAD, signature, NOW.plusSeconds(60)))
                .isInstanceOf(Verification.Rejected.class);
    }

    @Test
    void untrustedSigningKey_throws() throws IOException {
        keys("one");
        keys("other");
        Files.writeString(directory.resolve("one").resolve(SigningKeys.TRUSTED_KEYS_FILE), publicKey("other"));

        assertThatThrownBy(() -> keys("one"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected the public key of the signing key among the trusted keys");
    }

    @Test
    void invalidTrustedKeysFile_throws() throws IOException {
        keys("keys");
        assertThatThrownBy(() -> trusted("nothing")).hasMessageContaining("expected at least one public key, got none");
        assertThatThrownBy(() -> trusted("not-after: soon\n" + publicKey("keys")))
                .hasMessageContaining("not-after");
        String secret = Files.readString(directory.resolve("keys").resolve(SigningKeys.PRIVATE_KEY_FILE));
        assertThatThrownBy(() -> trusted(secret))
                .hasMessageContaining("expected PUBLIC KEY, got PRIVATE KEY")
                .message()
                .doesNotContain(secret.lines().toList().get(1));
    }

    private SigningKeys keys(String name) throws IOException {
        return SigningKeys.loadOrCreate(directory.resolve(name));
    }

    private String publicKey(String name) throws IOException {
        return Files.readString(directory.resolve(name).resolve(SigningKeys.TRUSTED_KEYS_FILE));
    }

    private TrustedKeys trusted(String pem) throws IOException {
        return TrustedKeys.read(Files.writeString(directory.resolve("trusted.pem"), pem));
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] copy = bytes.clone();
        copy[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return copy;
    }
}
