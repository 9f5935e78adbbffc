package io.realign.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Identifiers derived from content by SHA-256, so that a repeated operation gets the same identifier. */
public final class ContentId {
    private static final int ID_BYTES = 16;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private ContentId() {}

    /**
     * Derives an identifier from an ordered list of strings. Length prefixes keep different lists apart.
     *
     * @return 32 hexadecimal digits
     */
    public static String of(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(UTF_8);
            digest.update(Integer.toString(bytes.length).getBytes(UTF_8));
            digest.update((byte) ':');
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    }

    /** Returns the SHA-256 of {@code content} as 64 hexadecimal digits. */
    public static String digest(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    /** Whether the text has the form of a {@link #digest}: 64 hexadecimal digits in lower case. */
    public static boolean isDigest(String text) {
        return SHA256.matcher(text).matches();
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is required of every Java platform", e);
        }
    }
}
