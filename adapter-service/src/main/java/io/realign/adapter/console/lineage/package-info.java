/**
 * <b>Lineage: from which data was a model trained?</b>
 *
 * <p>In: alerts and adaptation records from Kafka. Out: OpenLineage run events for a data catalogue.
 *
 * <p>Invariant: delivery is as in {@code io.realign.adapter.console.notification}. The events of an adaptation are the same
 * however often they are sent.
 */
package io.realign.adapter.console.lineage;
