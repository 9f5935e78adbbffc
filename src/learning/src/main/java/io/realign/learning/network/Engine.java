package io.realign.learning.network;

/** Creates learners. Everything that depends on a numerical library is behind this interface. */
public interface Engine {
    /** Creates a learner with random weights, which depend on the seed only. */
    Learner create(NetSpec spec, OptimizerType optimizer, long seed);

    /** Creates a learner that continues exactly where the snapshot was taken. */
    Learner resume(LearnerSnapshot snapshot);
}
