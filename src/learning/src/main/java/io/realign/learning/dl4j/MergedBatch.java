package io.realign.learning.dl4j;

import io.realign.learning.Batch;
import io.realign.learning.NetSpec;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Source and target rows in one array, so that a step needs one pass. Losses are means over all rows; a source row's
 * label therefore weighs {@code rows / source rows}, a target row's nothing.
 */
record MergedBatch(INDArray features, INDArray classes, INDArray domains) {
    /** Without target rows there is nothing to tell apart, and the domain head shall not grow sure of one answer. */
    private static final float UNDECIDED = .5f;

    static MergedBatch of(Batch batch, NetSpec spec, DataType dataType) {
        int rows = batch.size();
        int sources = batch.source().length;
        float[] features = new float[rows * spec.features()];
        float[] classes = new float[rows * spec.classes()];
        float[] domains = new float[rows];
        for (int row = 0; row < rows; row++) {
            float[] from = row < sources ? batch.source()[row] : batch.target()[row - sources];
            System.arraycopy(from, 0, features, row * spec.features(), from.length);
            if (row < sources) {
                classes[row * spec.classes() + batch.labels()[row]] = rows / (float) sources;
                domains[row] = sources == rows ? UNDECIDED : 1;
            }
        }
        return new MergedBatch(
                array(features, rows, spec.features(), dataType),
                array(classes, rows, spec.classes(), dataType),
                array(domains, rows, 1, dataType));
    }

    private static INDArray array(float[] values, int rows, int columns, DataType dataType) {
        return Nd4j.create(values, new long[] {rows, columns}, 'c').castTo(dataType);
    }
}
