package io.realign.learning.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What a layer owns among the {@link Parameters}, by the last part of its name. */
record LayerParameters(Parameters parameters, String layer) {
    INDArray value(String part) {
        return parameters.value(layer + "." + part);
    }

    /** Where the slopes of a weight are written. */
    INDArray gradient(String part) {
        return parameters.gradient(layer + "." + part);
    }

    /** A running statistic, which the layer changes. */
    float[] statistic(String part) {
        return parameters.statistic(layer + "." + part);
    }
}
