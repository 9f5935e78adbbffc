/**
 * <b>How is a training step computed?</b>
 *
 * <p>In: batches. Out: the updated network, behind the port {@link io.realign.learning.network.Engine}. The layers are our
 * own and consist of ND4J operations; no class of {@code org.deeplearning4j} is used. Measured against PyTorch,
 * {@code ComputationGraph} takes 2.1 to 3.0 times the processor time, and SameDiff 4.0 to 4.3 times with wrong results under
 * its default memory manager; the model loader of Deeplearning4j deserialises untrusted classes.
 *
 * <p>Invariant: a step allocates nothing outside the heap, and nothing here is written with Java serialisation.
 */
package io.realign.learning.nd4j;
