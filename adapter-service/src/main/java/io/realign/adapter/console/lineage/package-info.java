/**
 * <b>Lineage: from which data was a model trained?</b>
 *
 * <p>In: alerts and adaptation records from Kafka. Out: OpenLineage run events for a data catalogue.
 *
 * <p>Invariant: delivery is as in {@code io.realign.adapter.console.notification}. A repeated event has the same content.
 */
package io.realign.adapter.console.lineage;
