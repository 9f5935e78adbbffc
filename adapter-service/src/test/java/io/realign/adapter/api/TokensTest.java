package io.realign.adapter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    @Test
    void token_hasItsRole_andTheImpliedRoles() throws IOException {
        Tokens tokens = Tokens.read(file("# for the shift\n\noperate " + SECRET + "\n"));

        assertThat(tokens.roles(SECRET))
                .hasValueSatisfying(roles -> assertThat(roles).containsExactlyInAnyOrder(Roles.READ, Roles.OPERATE));
        assertThat(tokens.roles(SECRET + "0")).isEmpty();
        assertThat(tokens.roles("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"root " + SECRET, "read short", "read", "read " + SECRET + " more"})
    void invalidLine_isRejected_withItsNumber_withoutItsContent(String line) throws IOException {
        Path file = file("# first\n" + line + "\n");

        assertThatThrownBy(() -> Tokens.read(file))
                .hasMessageContaining(
                        "line 2: expected a role (read, operate or admin), whitespace and a token of at least 32 characters")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void fileWithoutToken_isRejected() throws IOException {
        Path file = file("# none yet\n");

        assertThatThrownBy(() -> Tokens.read(file)).hasMessageContaining("expected at least one token, got none");
    }

    @Test
    void toString_omitsTheSecret() throws IOException {
        assertThat(Tokens.read(file("read " + SECRET)).toString()).doesNotContain(SECRET);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("tokens"), content);
    }
}
