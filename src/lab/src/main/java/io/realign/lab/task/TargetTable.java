package io.realign.lab.task;

/**
 * An unlabelled table.
 *
 * @param name name of the table
 * @param rows raw features
 */
@SuppressWarnings("ArrayRecordComponent")
public record TargetTable(String name, float[][] rows) {}
