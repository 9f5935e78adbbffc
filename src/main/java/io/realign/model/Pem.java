package io.realign.model;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Block of a PEM file (RFC 7468) with the explanatory text before it.
 *
 * @param text text between the previous block and this one
 * @param label label, such as {@code PUBLIC KEY}
 * @param bytes decoded content
 */
@SuppressWarnings("ArrayRecordComponent")
record Pem(String text, String label, byte[] bytes) {
    static final String PRIVATE_KEY = "PRIVATE KEY";
    static final String PUBLIC_KEY = "PUBLIC KEY";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----\\s*([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final int WIDTH = 64;

    /**
     * Parses all blocks of a file.
     *
     * @throws IllegalArgumentException if a block has a different label
     */
    static List<Pem> blocks(String file, String label) {
        List<Pem> blocks = new ArrayList<>();
        int end = 0;
        for (MatchResult block : BLOCK.matcher(file).results().toList()) {
            if (!block.group(1).equals(label)) {
                throw new IllegalArgumentException("expected " + label + ", got " + block.group(1));
            }
            blocks.add(new Pem(
                    file.substring(end, block.start()),
                    label,
                    Base64.getMimeDecoder().decode(block.group(2))));
            end = block.end();
        }
        return blocks;
    }

    static String write(String label, byte[] bytes) {
        String body = Base64.getMimeEncoder(WIDTH, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, body, label);
    }

    /** Returns the value of a line {@code name: value} in the explanatory text. */
    Optional<String> attribute(String name) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }
}
