/**
 * <b>How do measurements become a stream, and how good are the answers?</b>
 *
 * <p>In: labelled rows. Out: events on the source topic with their labels, events on the target topic without, and the
 * accuracy of what the predictions topic says of them. Next room: {@code io.realign.cli.demo}.
 *
 * <p>Invariant: the label of a target row never leaves this process.
 */
package io.realign.cli.feed;
