package io.realign.adapter.console.notification;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Whom to tell of what.
 *
 * @param name what it is called here; its address may be a secret by itself
 * @param address where requests go
 * @param secrets what signs them
 * @param eventKinds what it is told of
 */
public record WebhookEndpoint(String name, URI address, SigningSecrets secrets, Set<WebhookEventKind> eventKinds) {
    /** It becomes a part of the name of a consumer group. */
    private static final String NAME = "[A-Za-z0-9_-]{1,60}";

    private static final String LOOPBACK = "localhost|127(\\.\\d{1,3}){3}|\\[::1]";

    public WebhookEndpoint {
        eventKinds = Set.copyOf(eventKinds);
    }

    /**
     * By the settings {@code realign.webhooks.NAME}.
     *
     * @throws IllegalArgumentException with the key, what was expected and what came
     */
    public static WebhookEndpoint of(String name, String url, Path secretFile, Set<WebhookEventKind> kinds) {
        String key = "realign.webhooks." + name;
        require(name.matches(NAME), key, "a name of at most 60 letters, digits, - and _", "another one");
        require(!kinds.isEmpty(), key + ".events", "at least one kind of event", "none");
        return new WebhookEndpoint(name, address(key + ".url", url), secrets(key + ".secret-file", secretFile), kinds);
    }

    @Override
    public String toString() {
        return "webhook " + name;
    }

    /**
     * An address that may be posted to: nobody on the way reads what goes there, and it carries no user.
     *
     * @throws IllegalArgumentException if it is another one; as it may hold a secret, it is not repeated
     */
    public static URI address(String key, String url) {
        String expected = "https://host[:port][/path], or http:// on the loopback, without a user";
        URI address;
        try {
            address = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    key + ": expected " + expected + ", got something else (" + e.getReason() + ")");
        }
        require(
                address.getHost() != null && address.getRawUserInfo() == null && address.getRawFragment() == null,
                key,
                expected,
                "another form");
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        boolean near = "http".equalsIgnoreCase(address.getScheme())
                && address.getHost().matches(LOOPBACK);
        require(secure || near, key, expected, address.getScheme() + " to another machine");
        return address;
    }

    private static SigningSecrets secrets(String key, Path file) {
        try {
            return SigningSecrets.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(key + ": expected a file that can be read, got " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static void require(boolean holds, String key, String expected, String actual) {
        if (!holds) {
            throw new IllegalArgumentException("%s: expected %s, got %s".formatted(key, expected, actual));
        }
    }
}
