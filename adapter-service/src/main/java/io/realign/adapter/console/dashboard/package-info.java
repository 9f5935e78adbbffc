/**
 * <b>Watch: is anything wrong, and what was done about it?</b>
 *
 * <p>In: what the rooms write to the log, from its beginning. Out: a {@link io.realign.adapter.console.dashboard.LiveView view} of
 * the newest of everything, as one snapshot and as server-sent events, for the page and for whoever else asks. No room
 * comes next: nothing here acts on the loop.
 *
 * <p>Invariant: the view follows from the log alone, so it is the same after a restart, and it never grows beyond its
 * limits, however long the log is and however slowly somebody reads.
 */
package io.realign.adapter.console.dashboard;
