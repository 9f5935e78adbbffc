package io.realign.learning.nd4j;

import static io.realign.learning.network.LayerSpec.BatchNorm.EPSILON;

import java.util.Arrays;
import java.util.Optional;

/**
 * Batch normalisation of a range of rows, channel by channel (Ioffe and Szegedy, Batch Normalization, 2015, algorithm 1).
 * Training uses the mean and variance of the range, inference the running statistics. The loops run over whole rows, so that
 * the compiler vectorises them; the ND4J operation is slower and does not support separate statistics per domain.
 */
final class BatchNormKernel {
    /** Weight of a batch in the running statistics. */
    private static final double MOMENTUM = .1;

    private record GradientBuffers(HostBuffer output, HostBuffer gain, HostBuffer shift, Optional<HostBuffer> input) {}

    private final HostBuffer inputBuffer;
    private final HostBuffer outputBuffer;
    private final Optional<GradientBuffers> gradientBuffers;
    private final HostBuffer gainBuffer;
    private final HostBuffer shiftBuffer;
    private final float[] runningMean;
    private final float[] runningVariance;
    private final int channels;
    private final int area;
    /** Index of the first channel of the domain in the running statistics. */
    private final int statisticsOffset;

    private final double[] gain;
    private final double[] shift;
    private final double[] mean;
    private final double[] variance;
    private final double[] row;
    private final double[] gradientRow;
    private final double[] scratchA;
    private final double[] scratchB;
    private int fromRow;
    private int toRow;

    BatchNormKernel(Activations in, Activations out, LayerParameters parameters, int domain) {
        inputBuffer = HostBuffer.of(in.values());
        outputBuffer = HostBuffer.of(out.values());
        gradientBuffers = out.gradient()
                .map(gradient -> new GradientBuffers(
                        HostBuffer.of(gradient),
                        HostBuffer.of(parameters.gradient("gain")),
                        HostBuffer.of(parameters.gradient("shift")),
                        in.gradient().map(HostBuffer::of)));
        gainBuffer = HostBuffer.of(parameters.value("gain"));
        shiftBuffer = HostBuffer.of(parameters.value("shift"));
        runningMean = parameters.statistic("mean");
        runningVariance = parameters.statistic("variance");
        channels = (int) in.values().size(1);
        int width = inputBuffer.size() / in.rows();
        area = width / channels;
        statisticsOffset = domain * channels;
        gain = new double[channels];
        shift = new double[channels];
        mean = new double[channels];
        variance = new double[channels];
        row = new double[width];
        gradientRow = new double[width];
        scratchA = new double[width];
        scratchB = new double[width];
    }

    /** Normalises the rows from {@code from} (inclusive) to {@code to} (exclusive); the range may be empty. */
    void forward(int from, int to) {
        fromRow = from;
        toRow = to;
        if (from == to) {
            return;
        }
        if (gradientBuffers.isPresent()) {
            computeBatchStatistics();
        } else {
            loadRunningStatistics();
        }
        gainBuffer.read(0, gain);
        shiftBuffer.read(0, shift);
        for (int channel = 0; channel < channels; channel++) {
            double factor = gain[channel] * inverseDeviation(channel);
            fill(scratchA, channel, factor);
            fill(scratchB, channel, shift[channel] - factor * mean[channel]);
        }
        for (int i = from; i < to; i++) {
            inputBuffer.read(i * row.length, row);
            for (int k = 0; k < row.length; k++) {
                row[k] = row[k] * scratchA[k] + scratchB[k];
            }
            outputBuffer.write(i * row.length, row);
        }
    }

    private void computeBatchStatistics() {
        clearScratch();
        for (int i = fromRow; i < toRow; i++) {
            inputBuffer.read(i * row.length, row);
            for (int k = 0; k < row.length; k++) {
                scratchA[k] += row[k];
                scratchB[k] += row[k] * row[k];
            }
        }
        for (int channel = 0; channel < channels; channel++) {
            mean[channel] = sum(scratchA, channel) / valuesPerChannel();
            double meanSquare = sum(scratchB, channel) / valuesPerChannel();
            variance[channel] = Math.max(0, meanSquare - mean[channel] * mean[channel]);
        }
    }

    private void loadRunningStatistics() {
        for (int channel = 0; channel < channels; channel++) {
            mean[channel] = runningMean[statisticsOffset + channel];
            variance[channel] = runningVariance[statisticsOffset + channel];
        }
    }

    /** @param accumulate whether to add the gradients of gain and shift to those of another domain, or overwrite them */
    void backward(boolean accumulate) {
        GradientBuffers buffers = gradientBuffers.orElseThrow();
        double[] gainGradient = new double[channels];
        double[] shiftGradient = new double[channels];
        if (fromRow < toRow) {
            computeParameterGradients(buffers.output(), gainGradient, shiftGradient);
            buffers.input()
                    .ifPresent(input -> computeInputGradient(buffers.output(), input, gainGradient, shiftGradient));
        }
        writeGradient(buffers.gain(), gainGradient, accumulate);
        writeGradient(buffers.shift(), shiftGradient, accumulate);
    }

    private void writeGradient(HostBuffer buffer, double[] gradient, boolean accumulate) {
        double[] sum = new double[channels];
        if (accumulate) {
            buffer.read(0, sum);
        }
        for (int channel = 0; channel < channels; channel++) {
            sum[channel] += gradient[channel];
        }
        buffer.write(0, sum);
    }

    private void computeParameterGradients(HostBuffer outputGradient, double[] gainGradient, double[] shiftGradient) {
        clearScratch();
        for (int i = fromRow; i < toRow; i++) {
            inputBuffer.read(i * row.length, row);
            outputGradient.read(i * row.length, gradientRow);
            for (int k = 0; k < row.length; k++) {
                scratchA[k] += gradientRow[k];
                scratchB[k] += gradientRow[k] * row[k];
            }
        }
        for (int channel = 0; channel < channels; channel++) {
            shiftGradient[channel] = sum(scratchA, channel);
            gainGradient[channel] =
                    inverseDeviation(channel) * (sum(scratchB, channel) - mean[channel] * shiftGradient[channel]);
        }
    }

    /**
     * Mean and variance depend on the input, so the mean of the gradient and the projection of the gradient on the normalised
     * input are subtracted.
     */
    private void computeInputGradient(
            HostBuffer outputGradient, HostBuffer inputGradient, double[] gainGradient, double[] shiftGradient) {
        double[] constant = new double[row.length];
        for (int channel = 0; channel < channels; channel++) {
            double factor = gain[channel] * inverseDeviation(channel);
            double projection = factor * inverseDeviation(channel) * gainGradient[channel] / valuesPerChannel();
            fill(scratchA, channel, factor);
            fill(scratchB, channel, projection);
            fill(constant, channel, projection * mean[channel] - factor * shiftGradient[channel] / valuesPerChannel());
        }
        for (int i = fromRow; i < toRow; i++) {
            inputBuffer.read(i * row.length, row);
            outputGradient.read(i * row.length, gradientRow);
            for (int k = 0; k < row.length; k++) {
                gradientRow[k] = scratchA[k] * gradientRow[k] - scratchB[k] * row[k] + constant[k];
            }
            inputGradient.write(i * row.length, gradientRow);
        }
    }

    /** Moves the running statistics towards those of the last range. A single value has no variance and is ignored. */
    void updateRunningStatistics() {
        if (valuesPerChannel() < 2) {
            return;
        }
        for (int channel = 0; channel < channels; channel++) {
            int i = statisticsOffset + channel;
            double unbiased = variance[channel] * valuesPerChannel() / (valuesPerChannel() - 1);
            runningMean[i] += (float) (MOMENTUM * (mean[channel] - runningMean[i]));
            runningVariance[i] += (float) (MOMENTUM * (unbiased - runningVariance[i]));
        }
    }

    /** Copies the running statistics of another domain if the last range was empty. */
    void inheritRunningStatistics(BatchNormKernel other) {
        if (fromRow == toRow) {
            System.arraycopy(runningMean, other.statisticsOffset, runningMean, statisticsOffset, channels);
            System.arraycopy(runningVariance, other.statisticsOffset, runningVariance, statisticsOffset, channels);
        }
    }

    private double valuesPerChannel() {
        return (double) (toRow - fromRow) * area;
    }

    private double inverseDeviation(int channel) {
        return 1 / Math.sqrt(variance[channel] + EPSILON);
    }

    private double sum(double[] values, int channel) {
        double sum = 0;
        for (int k = channel * area; k < (channel + 1) * area; k++) {
            sum += values[k];
        }
        return sum;
    }

    private void fill(double[] values, int channel, double value) {
        Arrays.fill(values, channel * area, (channel + 1) * area, value);
    }

    private void clearScratch() {
        Arrays.fill(scratchA, 0);
        Arrays.fill(scratchB, 0);
    }
}
