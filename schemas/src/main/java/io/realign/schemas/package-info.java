/**
 * <b>What travels between the rooms, and under which name?</b>
 *
 * <p>In: records of the core. Out: bytes in Avro's single-object encoding on the {@link io.realign.schemas.Topics topics},
 * and back. Jobs, service and consumers meet only here.
 *
 * <p>Invariant: decoding never throws on bad bytes and never guesses; what an earlier version wrote, a later one reads.
 */
package io.realign.schemas;
