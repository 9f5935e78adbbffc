package io.realign.cli.rows;

/**
 * One measurement whose class is known.
 *
 * @param label its class
 * @param features raw features; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelledRow(String label, float[] features) {}
