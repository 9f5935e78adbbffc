package io.realign.adapter.console.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretsTest {
    /** Test vector of the Standard Webhooks libraries. */
    private static final String KNOWN = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @TempDir
    Path directory;

    @Test
    void signature_matchesTheTestVector() throws IOException {
        assertThat(sign(secrets(KNOWN))).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void everySecretSigns_duringRotation() throws IOException {
        String newSecret = "whsec_" + "A".repeat(32);

        assertThat(sign(secrets("# since May\n" + KNOWN + "\n\n" + newSecret)).split(" "))
                .hasSize(2)
                .contains(sign(secrets(KNOWN)), sign(secrets(newSecret)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8G", "whsec_hunter2!hunter2!hunter2!hunter2!"})
    void invalidLine_isRejected_withoutItsContent(String line) {
        assertThatThrownBy(() -> secrets(KNOWN + "\n" + line))
                .hasMessageContaining("line 2: expected whsec_ followed by 24 to 64 bytes in Base64")
                .message()
                .doesNotContain(line.substring(6));
    }

    @Test
    void fileWithoutSecret_isRejected() {
        assertThatThrownBy(() -> secrets("# none\n")).hasMessageContaining("expected at least one secret, got none");
    }

    private static String sign(SigningSecrets secrets) {
        return secrets.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330),
                "{\"test\": 2432232314}".getBytes(UTF_8));
    }

    private SigningSecrets secrets(String text) throws IOException {
        return SigningSecrets.read(Files.writeString(directory.resolve("secrets"), text));
    }
}
