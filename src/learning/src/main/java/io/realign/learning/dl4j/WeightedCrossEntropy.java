package io.realign.learning.dl4j;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Cross-entropy of a softmax with a weight for every row. The weight is the sum of the row's labels, so a row of zeros
 * counts for nothing. Works on the logits, whatever the activation: {@code -sum(y * log softmax(x))}, whose gradient is
 * {@code sum(y) * softmax(x) - y}. The library's own loss leaves out the sum, which is right for weights of 1 alone,
 * and its masks multiply the logits.
 */
final class WeightedCrossEntropy implements ILossFunction {
    private static final long serialVersionUID = 1;

    @Override
    public double computeScore(
            INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
        double sum =
                computeScoreArray(labels, logits, activation, mask).sumNumber().doubleValue();
        return average ? sum / labels.size(0) : sum;
    }

    @Override
    public INDArray computeScoreArray(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        requireNoMask(mask);
        return logSoftmax(logits).muli(labels).sum(true, 1).negi();
    }

    @Override
    public INDArray computeGradient(INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
        requireNoMask(mask);
        return Transforms.exp(logSoftmax(logits), false)
                .muliColumnVector(labels.sum(true, 1))
                .subi(labels);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
        return new Pair<>(
                computeScore(labels, logits, activation, mask, average),
                computeGradient(labels, logits, activation, mask));
    }

    @Override
    public String name() {
        return "WeightedCrossEntropy";
    }

    private static INDArray logSoftmax(INDArray logits) {
        INDArray shifted = logits.subColumnVector(logits.max(true, 1));
        INDArray logSum = Transforms.log(Transforms.exp(shifted, true).sum(true, 1), false);
        return shifted.subiColumnVector(logSum);
    }

    private static void requireNoMask(INDArray mask) {
        if (mask != null) {
            throw new IllegalArgumentException("weights belong into the labels, got a mask");
        }
    }
}
