package io.realign.adapter.watch;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.realign.adapter.BrokerResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The service on a real broker, with a token for one who looks. */
public final class WatchWithTokens implements QuarkusTestProfile {
    static final String READER = "0123456789abcdef0123456789abcdef";

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Path file = Files.writeString(Files.createTempFile("tokens", ""), "read " + READER + "\n");
            return Map.of("realign.tokens", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the token", e);
        }
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(BrokerResource.class));
    }
}
