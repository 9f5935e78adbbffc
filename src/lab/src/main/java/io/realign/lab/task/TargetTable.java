package io.realign.lab.task;

/**
 * A table without labels.
 *
 * @param name by which it is spoken of
 * @param rows raw features
 */
@SuppressWarnings("ArrayRecordComponent")
public record TargetTable(String name, float[][] rows) {}
