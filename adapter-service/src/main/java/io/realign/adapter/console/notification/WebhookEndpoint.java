package io.realign.adapter.console.notification;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;

/**
 * A webhook endpoint.
 *
 * @param name name in settings, logs and metrics; they do not contain the address, which may be secret
 * @param address target of the requests
 * @param eventKinds kinds of events to deliver
 */
public record WebhookEndpoint(String name, URI address, SigningSecrets secrets, Set<WebhookEventKind> eventKinds) {
    /** Pattern of a name, which is part of the consumer group id. */
    private static final String NAME = "[A-Za-z0-9_-]{1,60}";

    private static final String LOOPBACK = "localhost|127(\\.\\d{1,3}){3}|\\[::1]";

    public WebhookEndpoint {
        eventKinds = Set.copyOf(eventKinds);
    }

    /**
     * Creates an endpoint from the settings {@code realign.webhooks.NAME}.
     *
     * @throws IllegalArgumentException if a setting is invalid
     */
    public static WebhookEndpoint of(String name, String url, Path secretFile, Set<WebhookEventKind> kinds) {
        String key = "realign.webhooks." + name;
        require(name.matches(NAME), key, "a name of at most 60 letters, digits, - and _", "an invalid name");
        require(!kinds.isEmpty(), key + ".events", "at least one kind of event", "none");
        return new WebhookEndpoint(name, address(key + ".url", url), secrets(key + ".secret-file", secretFile), kinds);
    }

    @Override
    public String toString() {
        return "webhook " + name;
    }

    /**
     * Parses an address: HTTPS, or HTTP on the local host, without user info and fragment.
     *
     * @throws IllegalArgumentException if it is invalid; the message does not contain the address, which may be secret
     */
    public static URI address(String key, String url) {
        String expected = "https://host[:port][/path], or http:// on a loopback address, without user info or fragment";
        URI address;
        try {
            address = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    key + ": expected " + expected + ", got an invalid URI (" + e.getReason() + ")");
        }
        require(
                address.getHost() != null && address.getRawUserInfo() == null && address.getRawFragment() == null,
                key,
                expected,
                "a different URL");
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        boolean local = "http".equalsIgnoreCase(address.getScheme())
                && address.getHost().matches(LOOPBACK);
        require(secure || local, key, expected, address.getScheme() + " to another host");
        return address;
    }

    private static SigningSecrets secrets(String key, Path file) {
        try {
            return SigningSecrets.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(key + ": expected a readable file, got " + e, e);
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
