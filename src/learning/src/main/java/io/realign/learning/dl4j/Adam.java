package io.realign.learning.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/** Kingma and Ba's Adam on the flat weights of a graph, with the paper's constants. */
final class Adam {
    private static final double BETA1 = .9;
    private static final double BETA2 = .999;
    private static final double EPSILON = 1e-8;

    private final INDArray weights;
    private final INDArray first;
    private final INDArray second;
    private int step;

    Adam(INDArray weights) {
        this.weights = weights;
        this.first = Nd4j.zerosLike(weights);
        this.second = Nd4j.zerosLike(weights);
    }

    /** Takes a step down the gradient, which is overwritten. */
    void follow(INDArray gradient, double learningRate, double weightDecay) {
        gradient.addi(weights.mul(weightDecay));
        Nd4j.getExecutioner().exec(new AdamUpdater(gradient, second, first, learningRate, BETA1, BETA2, EPSILON, step));
        weights.subi(gradient);
        step++;
    }

    INDArray first() {
        return first;
    }

    INDArray second() {
        return second;
    }

    int step() {
        return step;
    }

    void step(int step) {
        this.step = step;
    }

    void close() {
        first.close();
        second.close();
    }
}
