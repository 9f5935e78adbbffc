/**
 * <b>How are models stored and exported?</b>
 *
 * <p>In: a {@link io.realign.learning.network.LearnerSnapshot snapshot} and the standardisations of its rows. Out: a
 * {@link io.realign.learning.serialization.ModelCheckpoint checkpoint} to resume training from, and an
 * {@link io.realign.learning.serialization.OnnxExport ONNX model} to score with. The registry signs and stores both.
 *
 * <p>Invariant: equal content gives equal bytes. Invalid bytes are rejected with an
 * {@link java.lang.IllegalArgumentException}, before any allocation beyond the size of the file.
 */
package io.realign.learning.serialization;
