/**
 * <b>Which messages do the programs exchange, and on which topics?</b>
 *
 * <p>In: records of the core. Out: bytes in the Avro single-object encoding on the {@link io.realign.schemas.Topics topics},
 * and back. The stream jobs, the adapter service and the consumers communicate only through these messages.
 *
 * <p>Invariant: decoding never throws on invalid bytes, and messages of earlier schema versions remain readable.
 */
package io.realign.schemas;
