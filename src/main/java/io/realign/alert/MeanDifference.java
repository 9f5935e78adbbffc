package io.realign.alert;

import io.realign.window.Whitening;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Standardises the inner products of rows with a sum of earlier rows, whose mean is about 0 without drift. The scale is that
 * of the earlier products. Not thread-safe.
 */
final class MeanDifference {
    /** Centred sum of rows: random features and their projections. */
    private final float[] sum;

    private long sumLength;

    /** Squares of the products so far, each divided by the norm of its sum. */
    private double squares;

    private long products;

    MeanDifference(float[] sum, long sumLength) {
        this.sum = sum;
        this.sumLength = sumLength;
    }

    /**
     * Returns the standardised product of a row and the sum, without the part of its mean that is due to the error of the
     * reference: without drift, the mean of the rows in the sum differs from that of the reference by chance.
     *
     * @param centred centred row, of at least the length of the sum
     * @param referenceCount number of events of the reference
     */
    double observe(float[] centred, Whitening whitening, long referenceCount) {
        double norm = Math.sqrt(Math.max(0, whitening.squaredNorm(sum)));
        if (norm == 0) {
            return 0;
        }
        double product = whitening.innerProduct(sum, centred) / norm;
        double deviation = Math.sqrt(squares / Math.max(1, products));
        squares += product * product;
        products++;
        if (deviation == 0) {
            return 0;
        }
        double referenceError = norm / (referenceCount + (double) sumLength);
        return (product - referenceError) / deviation;
    }

    /** Adds a row to the sum. */
    void add(float[] centred) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += centred[i];
        }
        sumLength++;
    }

    void write(DataOutput out) throws IOException {
        FloatArrays.write(sum, out);
        out.writeLong(sumLength);
        out.writeDouble(squares);
        out.writeLong(products);
    }

    static MeanDifference read(DataInput in) throws IOException {
        MeanDifference difference = new MeanDifference(FloatArrays.read(in), in.readLong());
        difference.squares = in.readDouble();
        difference.products = in.readLong();
        return difference;
    }
}
