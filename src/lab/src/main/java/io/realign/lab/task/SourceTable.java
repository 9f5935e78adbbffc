package io.realign.lab.task;

/**
 * A labelled table.
 *
 * @param name by which it is spoken of
 * @param rows raw features
 * @param labels the class of each row, from 0
 * @param age how many episodes ago it was recorded, 0 for the newest
 */
@SuppressWarnings("ArrayRecordComponent")
public record SourceTable(String name, float[][] rows, int[] labels, double age) {}
