package io.realign.learning.network;

/** One layer of a stack. Images are {@code [channels, height, width]}; a dense layer takes whatever comes as one row. */
public sealed interface LayerSpec {
    /** Every output a weighted sum of all inputs, plus a bias. */
    record Dense(int outputs) implements LayerSpec {}

    /** The positive part. */
    record Relu() implements LayerSpec {}

    /**
     * Drops values in training and scales up the rest; of images whole channels.
     *
     * @param share of what is dropped, 0 to below 1
     */
    record Dropout(double share) implements LayerSpec {}

    /** Square kernels, stride 1, no padding. */
    record Convolution(int channels, int kernel) implements LayerSpec {}

    /** The largest of each square; the squares lie side by side, and what is left over at the edges is ignored. */
    record MaxPool(int size) implements LayerSpec {}

    /**
     * Batch normalisation of each feature, of images of each channel (Ioffe and Szegedy, 2015).
     *
     * @param perDomain whether source and target have statistics, gain and shift of their own (Chang et al.,
     *     Domain-Specific Batch Normalization, 2019)
     */
    record Normalise(boolean perDomain) implements LayerSpec {}
}
