/**
 * <b>Which labelled rows does a file hold?</b>
 *
 * <p>In: files in CSV, svmlight or IDX format. Out: {@link io.realign.cli.rows.DataFile}, or a
 * {@link io.realign.cli.rows.MalformedFileException} with the file, the line, the expected and the actual content.
 *
 * <p>Invariant: no row is skipped silently.
 */
package io.realign.cli.rows;
