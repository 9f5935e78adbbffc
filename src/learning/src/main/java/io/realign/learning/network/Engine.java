package io.realign.learning.network;

/** What can train a network. Everything that depends on a numerical library lies behind it. */
public interface Engine {
    /** A learner with random weights that follow from the seed. */
    Learner create(NetSpec spec, OptimizerType optimiser, long seed);

    /** A learner that goes on exactly where the snapshot was taken. */
    Learner resume(LearnerSnapshot snapshot);
}
