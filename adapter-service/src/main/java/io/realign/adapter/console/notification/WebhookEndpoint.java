package io.realign.adapter.console.notification;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;

/**
 * A webhook endpoint.
 *
 * @param name name in settings, logs and metrics; they do not contain the URL, which may be secret
 * @param url target of the requests
 * @param eventKinds kinds of events to deliver
 */
public record WebhookEndpoint(String name, URI url, SigningSecrets secrets, Set<WebhookEventKind> eventKinds) {
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
        return new WebhookEndpoint(name, parseUrl(key + ".url", url), secrets(key + ".secret-file", secretFile), kinds);
    }

    @Override
    public String toString() {
        return "webhook " + name;
    }

    /**
     * Parses a URL: HTTPS, or HTTP on the local host, without user info and fragment.
     *
     * @throws IllegalArgumentException if it is invalid; the message does not contain the URL, which may be secret
     */
    public static URI parseUrl(String key, String value) {
        String expected = "https://host[:port][/path], or http:// on a loopback address, without user info or fragment";
        URI url;
        try {
            url = new URI(value.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    key + ": expected " + expected + ", got an invalid URI (" + e.getReason() + ")");
        }
        require(
                url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null,
                key,
                expected,
                "a different URL");
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        boolean local =
                "http".equalsIgnoreCase(url.getScheme()) && url.getHost().matches(LOOPBACK);
        require(secure || local, key, expected, url.getScheme() + " to another host");
        return url;
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
