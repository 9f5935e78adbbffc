package io.realign.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names that follow from content, so that doing a thing twice gives it the same name. */
public final class ContentId {
    private static final int ID_BYTES = 16;

    private ContentId() {}

    /**
     * The id of something caused by {@code causes}, in this order.
     *
     * @return 32 hexadecimal digits
     */
    public static String of(String... causes) {
        MessageDigest digest = sha256();
        for (String cause : causes) {
            byte[] bytes = cause.getBytes(UTF_8);
            digest.update(Integer.toString(bytes.length).getBytes(UTF_8));
            digest.update((byte) ':');
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    }

    /**
     * The SHA-256 of {@code content}.
     *
     * @return 64 hexadecimal digits
     */
    public static String digest(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    /** A fresh SHA-256, which every Java platform has. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
