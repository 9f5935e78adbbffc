package io.realign.adapter.watch;

import java.util.List;

/**
 * The newest of every domain at one moment.
 *
 * @param domains the one that has been heard of last comes last
 */
record Snapshot(List<Card> domains) {}
