package io.realign.cli.rows;

/**
 * A row of a data file.
 *
 * @param label class label; empty if unknown
 * @param features raw features; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelledRow(String label, float[] features) {}
