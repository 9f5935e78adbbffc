/**
 * <b>What is kept of a training?</b>
 *
 * <p>In: a {@link io.realign.learning.network.LearnerSnapshot snapshot} and how rows are standardised. Out: a
 * {@link io.realign.learning.serialization.ModelCheckpoint file to train on from}, and a
 * {@link io.realign.learning.serialization.OnnxExport model to ask}. Next room: the registry, which signs and hands them out.
 *
 * <p>Invariant: the same content gives the same bytes; other bytes than were written are refused as an
 * {@link java.lang.IllegalArgumentException}, before anything is allocated that they do not fill.
 */
package io.realign.learning.serialization;
