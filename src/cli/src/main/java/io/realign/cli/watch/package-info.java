/**
 * <b>Which alerts are open, and which versions do the consumers serve?</b>
 *
 * <p>In: committed messages of the topics. Out: open alerts, outcomes, and the versions of all consumers.
 *
 * <p>Invariant: all state comes from committed messages.
 */
package io.realign.cli.watch;
