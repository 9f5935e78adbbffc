package io.realign.learning;

/** Its learners take steps until one costs more than can be counted. */
record DivergingEngine(int lastStep) implements Engine {
    @Override
    public Learner start(NetSpec spec, long seed) {
        return new Learner() {
            private int step;

            @Override
            public Losses step(Batch batch, Stride stride) {
                step++;
                return step == lastStep ? new Losses(Double.NaN, Double.NaN) : new Losses(1, 1);
            }

            @Override
            public float[][] probabilities(float[][] rows) {
                throw new IllegalStateException("it never comes to an answer");
            }

            @Override
            public Snapshot snapshot() {
                throw new IllegalStateException("it never comes to an end");
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Learner resume(Snapshot snapshot) {
        throw new IllegalStateException("there is nothing to resume");
    }
}
