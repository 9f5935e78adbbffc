package io.realign.cli.suites;

/**
 * A table without labels.
 *
 * @param name by which it is spoken of
 * @param rows raw features
 */
@SuppressWarnings("ArrayRecordComponent")
public record Target(String name, float[][] rows) {}
