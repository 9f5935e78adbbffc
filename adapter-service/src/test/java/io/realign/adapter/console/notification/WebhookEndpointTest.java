package io.realign.adapter.console.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookEndpointTest {
    @TempDir
    static Path directory;

    private static Path secrets;

    @BeforeAll
    static void write() throws IOException {
        secrets = Files.writeString(directory.resolve("secrets"), "whsec_" + "A".repeat(32));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com/realign",
                "http://127.0.0.1:9000/",
                "http://localhost:9000",
                "http://[::1]:9000/x"
            })
    void secureOrLocalAddress_isAccepted(String url) {
        assertThat(WebhookEndpoint.of("ops", url, secrets, Set.of(WebhookEventKind.ALERT))
                        .url())
                .hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com/s3cret",
                "http://127.0.0.1.example.com/s3cret",
                "https://user:s3cret@hooks.example.com/",
                "https://hooks.example.com/#s3cret",
                "file:///s3cret",
                "s3cret",
                "https://hooks example.com/s3cret"
            })
    void otherAddress_isRejected_withoutItsContent(String url) {
        assertThatThrownBy(() -> WebhookEndpoint.of("ops", url, secrets, Set.of(WebhookEventKind.ALERT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("realign.webhooks.ops.url: expected https://host[:port][/path]")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void missingSecretFile_isNamed() {
        assertThatThrownBy(() -> WebhookEndpoint.of(
                        "ops", "https://x.org", directory.resolve("absent"), Set.of(WebhookEventKind.ALERT)))
                .hasMessageContaining("realign.webhooks.ops.secret-file: expected a readable file")
                .hasMessageContaining("absent");
    }

    @Test
    void invalidName_isRejected() {
        assertThatThrownBy(() -> WebhookEndpoint.of("a/b", "https://x.org", secrets, Set.of(WebhookEventKind.ALERT)))
                .hasMessageContaining("realign.webhooks.a/b: expected a name of at most 60 letters");
    }
}
