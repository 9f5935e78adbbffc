package io.realign.adapter.store;

import java.util.regex.Pattern;

/** Format of a content digest. */
final class Sha256Name {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private Sha256Name() {}

    static boolean isValid(String name) {
        return SHA256.matcher(name).matches();
    }

    /** @throws IllegalArgumentException if the name is not a SHA-256 digest; this also prevents path traversal */
    static String requireValid(String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException("expected a SHA-256 in 64 hexadecimal digits, got '" + name + "'");
        }
        return name;
    }
}
