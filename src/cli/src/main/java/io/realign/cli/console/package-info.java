/**
 * <b>When is a progress line due?</b>
 *
 * <p>In: the time of each step and of each printed line. Out: at most one progress line per interval.
 */
package io.realign.cli.console;
