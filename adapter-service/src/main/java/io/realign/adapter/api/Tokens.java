package io.realign.adapter.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tokens that people and programs show, and the role that each stands for. */
record Tokens(List<Token> tokens) {
    /** As many as nobody guesses: 128 bits in hexadecimal digits. */
    static final int MIN_LENGTH = 32;

    /** A secret. */
    record Token(String role, String secret) {
        @Override
        public String toString() {
            return role + " ***";
        }
    }

    Tokens {
        tokens = List.copyOf(tokens);
    }

    /**
     * Reads a file with a role and a token on each line, apart by a blank; empty lines and those that begin with # are passed
     * over.
     *
     * @throws IllegalArgumentException if a line is something else, or there is none
     */
    static Tokens read(Path file) throws IOException {
        List<Token> tokens = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.strip().split("\\s+", 3);
            if (words.length != 2 || !Roles.exists(words[0]) || words[1].length() < MIN_LENGTH) {
                throw new IllegalArgumentException(
                        "%s, line %d: expected read, operate or admin and a token of at least %d characters"
                                .formatted(file, number, MIN_LENGTH));
            }
            tokens.add(new Token(words[0], words[1]));
        }
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException(file + ": expected at least one token, got none");
        }
        return new Tokens(tokens);
    }

    /** What the bearer of a token may do; nothing for an unknown one. How long it takes says nothing of how near one is. */
    Optional<Set<String>> roles(String shown) {
        Optional<Set<String>> roles = Optional.empty();
        for (Token token : tokens) {
            if (MessageDigest.isEqual(token.secret().getBytes(UTF_8), shown.getBytes(UTF_8))) {
                roles = Optional.of(Roles.withImplied(token.role()));
            }
        }
        return roles;
    }
}
