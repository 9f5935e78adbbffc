/**
 * <b>Does the whole loop hold, with every program in a JVM of its own, and some of them killed?</b>
 *
 * <p>In: the packaged programs. Out: what they wrote to their topics, counted. There is no next room.
 *
 * <p>Invariant: nothing in here stands in for a part that a user would have.
 */
package io.realign.it;
