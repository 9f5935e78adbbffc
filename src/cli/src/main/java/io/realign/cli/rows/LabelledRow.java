package io.realign.cli.rows;

/**
 * One measurement.
 *
 * @param label its class; empty where nobody knows it
 * @param features raw features; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelledRow(String label, float[] features) {}
