package io.realign.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentIdTest {
    @Test
    void id_dependsOnParts() {
        assertThat(ContentId.of("alert", "site-a"))
                .isEqualTo(ContentId.of("alert", "site-a"))
                .hasSize(32);
    }

    @Test
    void id_differentSplitOfSameText_differs() {
        assertThat(ContentId.of("ab", "c")).isNotEqualTo(ContentId.of("a", "bc"));
    }

    @Test
    void digest_isSha256() {
        assertThat(ContentId.digest(new byte[0]))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
