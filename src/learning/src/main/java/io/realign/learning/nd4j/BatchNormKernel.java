package io.realign.learning.nd4j;

import static io.realign.learning.network.LayerSpec.BatchNorm.EPSILON;

import java.util.Arrays;
import java.util.Optional;

/**
 * Normalises some rows of a batch, channel by channel (Ioffe and Szegedy, Batch Normalization, 2015, algorithm 1), in
 * training by their own mean and variance, else by the running ones. Goes along whole rows, so that the compiler can use
 * its vectors; what the library has knows no domains and passes over the values more often.
 */
final class BatchNormKernel {
    /** What a batch counts in the running statistics. */
    private static final double MOMENTUM = .1;

    /** What backward needs. */
    private record GradientBuffers(
            HostBuffer outputGradient,
            HostBuffer gainGradient,
            HostBuffer shiftGradient,
            Optional<HostBuffer> inputGradient) {}

    private final HostBuffer inputBuffer;
    private final HostBuffer outputBuffer;
    private final Optional<GradientBuffers> gradientBuffers;
    private final HostBuffer gainBuffer;
    private final HostBuffer shiftBuffer;
    private final float[] runningMean;
    private final float[] runningVariance;
    private final int channels;
    private final int area;
    /** Where this domain's channels begin in the statistics. */
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

    BatchNormKernel(Activations in, Activations out, LayerParameters weights, int domain) {
        this.inputBuffer = HostBuffer.of(in.values());
        this.outputBuffer = HostBuffer.of(out.values());
        gradientBuffers = out.gradient()
                .map(slopes -> new GradientBuffers(
                        HostBuffer.of(slopes),
                        HostBuffer.of(weights.gradient("gain")),
                        HostBuffer.of(weights.gradient("shift")),
                        in.gradient().map(HostBuffer::of)));
        gainBuffer = HostBuffer.of(weights.value("gain"));
        shiftBuffer = HostBuffer.of(weights.value("shift"));
        runningMean = weights.statistic("mean");
        runningVariance = weights.statistic("variance");
        channels = (int) in.values().size(1);
        int width = this.inputBuffer.size() / in.rows();
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

    /** Normalises the rows {@code from} to below {@code to}, which may be none. */
    void forward(int from, int to) {
        this.fromRow = from;
        this.toRow = to;
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
        Arrays.fill(scratchA, 0);
        Arrays.fill(scratchB, 0);
        for (int i = fromRow; i < toRow; i++) {
            inputBuffer.read(i * row.length, row);
            for (int k = 0; k < row.length; k++) {
                scratchA[k] += row[k];
                scratchB[k] += row[k] * row[k];
            }
        }
        for (int channel = 0; channel < channels; channel++) {
            mean[channel] = sum(scratchA, channel) / count();
            double square = sum(scratchB, channel) / count();
            variance[channel] = Math.max(0, square - mean[channel] * mean[channel]);
        }
    }

    private void loadRunningStatistics() {
        for (int channel = 0; channel < channels; channel++) {
            mean[channel] = runningMean[statisticsOffset + channel];
            variance[channel] = runningVariance[statisticsOffset + channel];
        }
    }

    /** @param first whether no other domain has left its slopes of gain and shift, or else these are added to them */
    void backward(boolean first) {
        GradientBuffers memory = gradientBuffers.orElseThrow();
        double[] gainSlopes = new double[channels];
        double[] shiftSlopes = new double[channels];
        if (fromRow < toRow) {
            computeParameterGradients(memory.outputGradient(), gainSlopes, shiftSlopes);
            memory.inputGradient()
                    .ifPresent(inSlopes ->
                            computeInputGradient(memory.outputGradient(), inSlopes, gainSlopes, shiftSlopes));
        }
        writeGradient(memory.gainGradient(), gainSlopes, first);
        writeGradient(memory.shiftGradient(), shiftSlopes, first);
    }

    private void writeGradient(HostBuffer gradient, double[] slopes, boolean first) {
        double[] left = new double[channels];
        if (!first) {
            gradient.read(0, left);
        }
        for (int channel = 0; channel < channels; channel++) {
            left[channel] += slopes[channel];
        }
        gradient.write(0, left);
    }

    private void computeParameterGradients(HostBuffer outSlopes, double[] gainSlopes, double[] shiftSlopes) {
        Arrays.fill(scratchA, 0);
        Arrays.fill(scratchB, 0);
        for (int i = fromRow; i < toRow; i++) {
            inputBuffer.read(i * row.length, row);
            outSlopes.read(i * row.length, gradientRow);
            for (int k = 0; k < row.length; k++) {
                scratchA[k] += gradientRow[k];
                scratchB[k] += gradientRow[k] * row[k];
            }
        }
        for (int channel = 0; channel < channels; channel++) {
            shiftSlopes[channel] = sum(scratchA, channel);
            gainSlopes[channel] =
                    inverseDeviation(channel) * (sum(scratchB, channel) - mean[channel] * shiftSlopes[channel]);
        }
    }

    /** A slope less the mean slope and less what is along the normalised values, as mean and variance move too. */
    private void computeInputGradient(
            HostBuffer outSlopes, HostBuffer inSlopes, double[] gainSlopes, double[] shiftSlopes) {
        double[] constant = new double[row.length];
        for (int channel = 0; channel < channels; channel++) {
            double factor = gain[channel] * inverseDeviation(channel);
            double along = factor * inverseDeviation(channel) * gainSlopes[channel] / count();
            fill(scratchA, channel, factor);
            fill(scratchB, channel, along);
            fill(constant, channel, along * mean[channel] - factor * shiftSlopes[channel] / count());
        }
        for (int i = fromRow; i < toRow; i++) {
            inputBuffer.read(i * row.length, row);
            outSlopes.read(i * row.length, gradientRow);
            for (int k = 0; k < row.length; k++) {
                gradientRow[k] = scratchA[k] * gradientRow[k] - scratchB[k] * row[k] + constant[k];
            }
            inSlopes.write(i * row.length, gradientRow);
        }
    }

    /** Brings the running statistics up to the rows normalised last; one value alone has no variance. */
    void updateRunningStatistics() {
        if (count() < 2) {
            return;
        }
        for (int channel = 0; channel < channels; channel++) {
            double unbiased = variance[channel] * count() / (count() - 1);
            runningMean[statisticsOffset + channel] +=
                    (float) (MOMENTUM * (mean[channel] - runningMean[statisticsOffset + channel]));
            runningVariance[statisticsOffset + channel] +=
                    (float) (MOMENTUM * (unbiased - runningVariance[statisticsOffset + channel]));
        }
    }

    /** Takes over the running statistics of another domain, if none of its own rows was normalised last. */
    void inheritRunningStatistics(BatchNormKernel other) {
        if (fromRow == toRow) {
            System.arraycopy(runningMean, other.statisticsOffset, runningMean, statisticsOffset, channels);
            System.arraycopy(runningVariance, other.statisticsOffset, runningVariance, statisticsOffset, channels);
        }
    }

    private double count() {
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
}
