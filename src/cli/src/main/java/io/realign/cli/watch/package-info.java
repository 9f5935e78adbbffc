/**
 * <b>What is going on?</b>
 *
 * <p>In: the topics, as they are written. Out: whether an episode is open, and who runs which version. Next rooms:
 * {@code io.realign.cli.feed} and {@code io.realign.cli.demo}.
 *
 * <p>Invariant: nothing is known here that is not on a topic, and nothing is believed before it is committed.
 */
package io.realign.cli.watch;
