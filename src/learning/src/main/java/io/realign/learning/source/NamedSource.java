package io.realign.learning.source;

import io.realign.learning.input.SourceRows;

/**
 * A labelled source among several.
 *
 * @param name by which it is spoken of
 * @param rows raw
 * @param age how many episodes ago it was recorded, 0 for the newest
 */
public record NamedSource(String name, SourceRows rows, double age) {
    public NamedSource {
        if (!(age >= 0) || Double.isInfinite(age)) {
            throw new IllegalArgumentException("source %s: expected an age of 0 or more, got %s".formatted(name, age));
        }
    }
}
