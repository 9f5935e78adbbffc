package io.realign.learning.network;

/** Creates learners. Only implementations of this interface depend on a numerical library. */
public interface Engine {
    /** Creates a learner with random weights, which depend only on the seed. */
    Learner create(NetSpec spec, OptimizerType optimizer, long seed);

    /** Creates a learner that continues from a snapshot. */
    Learner resume(LearnerSnapshot snapshot);
}
