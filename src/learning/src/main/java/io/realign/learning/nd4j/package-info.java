/**
 * <b>How is a training step computed?</b>
 *
 * <p>In: batches. Out: the updated network. This package implements {@link io.realign.learning.network.Engine}. The layers
 * consist of ND4J operations; no class of {@code org.deeplearning4j} is used. The {@code ComputationGraph} of Deeplearning4j
 * takes 2.1 to 3.0 times the CPU time of PyTorch, and the model loader of Deeplearning4j deserialises untrusted classes. SameDiff
 * takes 4.0 to 4.3 times the CPU time of PyTorch, and gives wrong results with its default memory manager.
 *
 * <p>Invariant: a training step allocates no off-heap memory, and nothing is stored with Java serialisation.
 */
package io.realign.learning.nd4j;
