package io.realign.adapter;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Service with a token of each role. */
public final class TokenAuthenticationProfile implements QuarkusTestProfile {
    public static final String READER = "r".repeat(32);
    public static final String OPERATOR = "o".repeat(32);
    public static final String ADMINISTRATOR = "a".repeat(32);

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path file = Files.writeString(
                    Files.createTempFile("tokens", ""),
                    "# one of each\nread %s\noperate %s\nadmin %s\n".formatted(READER, OPERATOR, ADMINISTRATOR));
            return Map.of("realign.tokens", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the tokens", e);
        }
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(BrokerResource.class));
    }
}
