/**
 * <b>Which parts do the lab commands share?</b>
 *
 * <p>In: a command line. Out: selected cases and printed tables.
 *
 * <p>Invariant: tables are printed row by row.
 */
package io.realign.lab.command;
