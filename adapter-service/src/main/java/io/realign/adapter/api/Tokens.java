package io.realign.adapter.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The access tokens and their roles. */
record Tokens(List<Token> tokens) {
    /** Number of hexadecimal digits of 128 random bits. */
    static final int MIN_LENGTH = 32;

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
     * Reads a {@link SecretFile} with a role and a token per line, separated by whitespace.
     *
     * @throws IllegalArgumentException if a line is invalid or there is no token
     */
    static Tokens read(Path file) throws IOException {
        return new Tokens(SecretFile.read(file, "token", Tokens::parse));
    }

    private static Token parse(String line, String location) {
        String[] words = line.split("\\s+", 3);
        if (words.length != 2 || !Roles.exists(words[0]) || words[1].length() < MIN_LENGTH) {
            throw new IllegalArgumentException(
                    "%s: expected a role (read, operate or admin), whitespace and a token of at least %d characters"
                            .formatted(location, MIN_LENGTH));
        }
        return new Token(words[0], words[1]);
    }

    /** The roles of a token; empty if it is unknown. The comparison takes constant time. */
    Optional<Set<String>> roles(String credential) {
        Optional<Set<String>> roles = Optional.empty();
        for (Token token : tokens) {
            if (MessageDigest.isEqual(token.secret().getBytes(UTF_8), credential.getBytes(UTF_8))) {
                roles = Optional.of(Roles.withImplied(token.role()));
            }
        }
        return roles;
    }
}
