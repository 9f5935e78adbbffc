/**
 * <b>Lineage: what was a model made of, for those who keep account of all data?</b>
 *
 * <p>In: alerts and the records of adaptations, from the log. Out: OpenLineage events about the run of each.
 *
 * <p>Invariant: as for {@code io.realign.adapter.notification}, whose courier carries them; the events of an adaptation are the
 * same however often they are sent.
 */
package io.realign.adapter.console.lineage;
