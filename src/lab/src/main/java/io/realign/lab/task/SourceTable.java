package io.realign.lab.task;

/**
 * A labelled table.
 *
 * @param name name of the table
 * @param rows raw features
 * @param labels the class of each row, from 0
 * @param age number of newer sources; 0 for the newest
 */
@SuppressWarnings("ArrayRecordComponent")
public record SourceTable(String name, float[][] rows, int[] labels, double age) {}
