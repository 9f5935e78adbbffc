/**
 * <b>What does a training step cost?</b>
 *
 * <p>In: random rows. Out: CPU time or resident memory, for the comparison with PyTorch.
 *
 * <p>Invariant: training runs on one thread.
 */
package io.realign.lab.learner;
