package io.realign.learning.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The {@link Parameters} of one layer by part, such as {@code weight} or {@code bias}. */
record LayerParameters(Parameters parameters, String layer) {
    INDArray value(String part) {
        return parameters.value(layer + "." + part);
    }

    INDArray gradient(String part) {
        return parameters.gradient(layer + "." + part);
    }

    /** The running statistic, which the layer updates in place. */
    float[] statistic(String part) {
        return parameters.statistic(layer + "." + part);
    }
}
