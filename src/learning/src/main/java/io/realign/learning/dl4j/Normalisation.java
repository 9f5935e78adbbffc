package io.realign.learning.dl4j;

import static io.realign.learning.network.LayerSpec.Normalise.EPSILON;

import java.util.Arrays;
import java.util.Optional;

/**
 * Normalises some rows of a batch, channel by channel (Ioffe and Szegedy, Batch Normalization, 2015, algorithm 1), in
 * training by their own mean and variance, else by the running ones. Goes along whole rows, so that the compiler can use
 * its vectors; what the library has knows no domains and passes over the values more often.
 */
final class Normalisation {
    /** What a batch counts in the running statistics. */
    private static final double MOMENTUM = .1;

    /** What backward needs. */
    private record Backward(Memory outSlopes, Memory gain, Memory shift, Optional<Memory> inSlopes) {}

    private final Memory in;
    private final Memory out;
    private final Optional<Backward> backward;
    private final Memory gains;
    private final Memory shifts;
    private final float[] runningMean;
    private final float[] runningVariance;
    private final int channels;
    private final int area;
    /** Where this domain's channels begin in the statistics. */
    private final int at;

    private final double[] gain;
    private final double[] shift;
    private final double[] mean;
    private final double[] variance;
    private final double[] row;
    private final double[] slopes;
    private final double[] one;
    private final double[] other;
    private int from;
    private int to;

    Normalisation(Signal in, Signal out, Weights weights, int domain) {
        this.in = Memory.of(in.values());
        this.out = Memory.of(out.values());
        backward = out.slopes()
                .map(slopes -> new Backward(
                        Memory.of(slopes),
                        Memory.of(weights.gradient("gain")),
                        Memory.of(weights.gradient("shift")),
                        in.slopes().map(Memory::of)));
        gains = Memory.of(weights.value("gain"));
        shifts = Memory.of(weights.value("shift"));
        runningMean = weights.statistic("mean");
        runningVariance = weights.statistic("variance");
        channels = (int) in.values().size(1);
        int width = this.in.size() / in.rows();
        area = width / channels;
        at = domain * channels;
        gain = new double[channels];
        shift = new double[channels];
        mean = new double[channels];
        variance = new double[channels];
        row = new double[width];
        slopes = new double[width];
        one = new double[width];
        other = new double[width];
    }

    /** Normalises the rows {@code from} to below {@code to}, which may be none. */
    void forward(int from, int to) {
        this.from = from;
        this.to = to;
        if (from == to) {
            return;
        }
        if (backward.isPresent()) {
            measure();
        } else {
            recall();
        }
        gains.read(0, gain);
        shifts.read(0, shift);
        for (int channel = 0; channel < channels; channel++) {
            double factor = gain[channel] * inverse(channel);
            fill(one, channel, factor);
            fill(other, channel, shift[channel] - factor * mean[channel]);
        }
        for (int i = from; i < to; i++) {
            in.read(i * row.length, row);
            for (int k = 0; k < row.length; k++) {
                row[k] = row[k] * one[k] + other[k];
            }
            out.write(i * row.length, row);
        }
    }

    private void measure() {
        Arrays.fill(one, 0);
        Arrays.fill(other, 0);
        for (int i = from; i < to; i++) {
            in.read(i * row.length, row);
            for (int k = 0; k < row.length; k++) {
                one[k] += row[k];
                other[k] += row[k] * row[k];
            }
        }
        for (int channel = 0; channel < channels; channel++) {
            mean[channel] = sum(one, channel) / count();
            double square = sum(other, channel) / count();
            variance[channel] = Math.max(0, square - mean[channel] * mean[channel]);
        }
    }

    private void recall() {
        for (int channel = 0; channel < channels; channel++) {
            mean[channel] = runningMean[at + channel];
            variance[channel] = runningVariance[at + channel];
        }
    }

    /** @param first whether no other domain has left its slopes of gain and shift, or else these are added to them */
    void backward(boolean first) {
        Backward memory = backward.orElseThrow();
        double[] gainSlopes = new double[channels];
        double[] shiftSlopes = new double[channels];
        if (from < to) {
            learn(memory.outSlopes(), gainSlopes, shiftSlopes);
            memory.inSlopes().ifPresent(inSlopes -> pass(memory.outSlopes(), inSlopes, gainSlopes, shiftSlopes));
        }
        leave(memory.gain(), gainSlopes, first);
        leave(memory.shift(), shiftSlopes, first);
    }

    private void leave(Memory gradient, double[] slopes, boolean first) {
        double[] left = new double[channels];
        if (!first) {
            gradient.read(0, left);
        }
        for (int channel = 0; channel < channels; channel++) {
            left[channel] += slopes[channel];
        }
        gradient.write(0, left);
    }

    private void learn(Memory outSlopes, double[] gainSlopes, double[] shiftSlopes) {
        Arrays.fill(one, 0);
        Arrays.fill(other, 0);
        for (int i = from; i < to; i++) {
            in.read(i * row.length, row);
            outSlopes.read(i * row.length, slopes);
            for (int k = 0; k < row.length; k++) {
                one[k] += slopes[k];
                other[k] += slopes[k] * row[k];
            }
        }
        for (int channel = 0; channel < channels; channel++) {
            shiftSlopes[channel] = sum(one, channel);
            gainSlopes[channel] = inverse(channel) * (sum(other, channel) - mean[channel] * shiftSlopes[channel]);
        }
    }

    /** A slope less the mean slope and less what is along the normalised values, as mean and variance move too. */
    private void pass(Memory outSlopes, Memory inSlopes, double[] gainSlopes, double[] shiftSlopes) {
        double[] constant = new double[row.length];
        for (int channel = 0; channel < channels; channel++) {
            double factor = gain[channel] * inverse(channel);
            double along = factor * inverse(channel) * gainSlopes[channel] / count();
            fill(one, channel, factor);
            fill(other, channel, along);
            fill(constant, channel, along * mean[channel] - factor * shiftSlopes[channel] / count());
        }
        for (int i = from; i < to; i++) {
            in.read(i * row.length, row);
            outSlopes.read(i * row.length, slopes);
            for (int k = 0; k < row.length; k++) {
                slopes[k] = one[k] * slopes[k] - other[k] * row[k] + constant[k];
            }
            inSlopes.write(i * row.length, slopes);
        }
    }

    /** Brings the running statistics up to the rows normalised last; one value alone has no variance. */
    void settle() {
        if (count() < 2) {
            return;
        }
        for (int channel = 0; channel < channels; channel++) {
            double unbiased = variance[channel] * count() / (count() - 1);
            runningMean[at + channel] += (float) (MOMENTUM * (mean[channel] - runningMean[at + channel]));
            runningVariance[at + channel] += (float) (MOMENTUM * (unbiased - runningVariance[at + channel]));
        }
    }

    /** Takes over the running statistics of another domain, if none of its own rows was normalised last. */
    void settleAs(Normalisation other) {
        if (from == to) {
            System.arraycopy(runningMean, other.at, runningMean, at, channels);
            System.arraycopy(runningVariance, other.at, runningVariance, at, channels);
        }
    }

    private double count() {
        return (double) (to - from) * area;
    }

    private double inverse(int channel) {
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
