/**
 * <b>What do labelled measurements look like before they are events?</b>
 *
 * <p>In: files of others. Out: {@link io.realign.cli.rows.LabelledRow rows}, or a
 * {@link io.realign.cli.rows.MalformedFileException} that names the file, the line, what was expected and what came.
 * Next room: {@code io.realign.cli.feed}.
 *
 * <p>Invariant: a file is read whole or refused; no row is skipped, but that a
 * {@link io.realign.cli.rows.DataFile} counts and names what it leaves out.
 */
package io.realign.cli.rows;
