package io.realign.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {
    @Test
    void preAuthenticationEncoding_matchesDsseExample() {
        byte[] payload = "hello world".getBytes(UTF_8);
        assertThat(Signature.preAuthenticationEncoding("http://example.com/HelloWorld", payload))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world".getBytes(UTF_8));
    }

    @Test
    void preAuthenticationEncoding_lengthsAreInBytes() {
        assertThat(new String(Signature.preAuthenticationEncoding("ä", "öö".getBytes(UTF_8)), UTF_8))
                .isEqualTo("DSSEv1 2 ä 4 öö");
    }

    /** All splits of a text with spaces and digits into type and payload. */
    @Test
    void preAuthenticationEncoding_differentPairs_differ() {
        Map<String, String> seen = new HashMap<>();
        String text = "1 a 1 a 11 a 1";
        for (int from = 0; from <= text.length(); from++) {
            for (int middle = from; middle <= text.length(); middle++) {
                String type = text.substring(from, middle);
                String payload = text.substring(middle);
                String pair = type + "\0" + payload;
                String other = seen.put(
                        new String(Signature.preAuthenticationEncoding(type, payload.getBytes(UTF_8)), UTF_8), pair);
                assertThat(other == null ? pair : other).isEqualTo(pair);
            }
        }
    }
}
