package io.realign.event;

import java.util.Optional;

/**
 * Limits of text in records. A name identifies something and is used as a key, so an invalid name makes its record invalid. A
 * description is read by people only, so it is escaped and shortened.
 */
public final class Texts {
    /** Maximum length of a name in UTF-16 code units. */
    public static final int MAX_NAME_LENGTH = 255;

    /** Maximum length of a description in UTF-16 code units. */
    public static final int MAX_DESCRIPTION_LENGTH = 2_000;

    private static final int EXCERPT_LENGTH = 80;
    private static final String ELLIPSIS = "...";

    private Texts() {}

    /**
     * Checks a name: 1 to {@value #MAX_NAME_LENGTH} printable characters, without white space at its ends. A name with
     * U+FFFD is invalid, since different malformed UTF-8 sequences decode to it.
     *
     * @return what was expected and found; empty if the name is valid
     */
    public static Optional<String> nameProblem(String name) {
        int length = name.length();
        boolean valid = length > 0
                && length <= MAX_NAME_LENGTH
                && name.charAt(0) > ' '
                && name.charAt(length - 1) > ' '
                && indexOfUnprintable(name) == length;
        return valid
                ? Optional.empty()
                : Optional.of("expected 1 to %d printable characters without surrounding spaces, got %d: '%s'"
                        .formatted(MAX_NAME_LENGTH, length, excerpt(name)));
    }

    /**
     * Requires a valid name.
     *
     * @param field field of the name, for the message
     */
    public static void requireName(String field, String name) {
        nameProblem(name).ifPresent(problem -> {
            throw new IllegalArgumentException(field + ": " + problem);
        });
    }

    /** Whether the text equals its {@link #description}. */
    public static boolean isDescription(String text) {
        return text.length() <= MAX_DESCRIPTION_LENGTH && indexOfUnprintable(text) == text.length();
    }

    /** Escapes unprintable characters, such as line breaks, and cuts the text to {@value #MAX_DESCRIPTION_LENGTH}. */
    public static String description(String text) {
        return isDescription(text) ? text : printable(text, MAX_DESCRIPTION_LENGTH);
    }

    /** Returns the beginning of a text for a message, with unprintable characters escaped. */
    public static String excerpt(String text) {
        return printable(text, EXCERPT_LENGTH);
    }

    private static String printable(String text, int maxLength) {
        StringBuilder printable = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            int character = text.codePointAt(position);
            String next = isPrintable(character) ? Character.toString(character) : escaped(character);
            if (printable.length() + next.length() > maxLength) {
                int end = Math.min(printable.length(), maxLength - ELLIPSIS.length());
                int wholeCharacters = Character.isHighSurrogate(printable.charAt(end - 1)) ? end - 1 : end;
                return printable.substring(0, wholeCharacters) + ELLIPSIS;
            }
            printable.append(next);
            position += Character.charCount(character);
        }
        return printable.toString();
    }

    private static String escaped(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u{%X}".formatted(character);
        };
    }

    private static int indexOfUnprintable(String text) {
        int position = 0;
        while (position < text.length()) {
            int character = text.codePointAt(position);
            if (!isPrintable(character)) {
                return position;
            }
            position += Character.charCount(character);
        }
        return position;
    }

    private static boolean isPrintable(int character) {
        if (character < 0x7F) {
            return character >= ' ';
        }
        if (character == 0xFFFD) {
            return false;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
