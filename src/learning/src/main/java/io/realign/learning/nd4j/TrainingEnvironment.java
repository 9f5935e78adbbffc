package io.realign.learning.nd4j;

import org.nd4j.linalg.factory.Nd4j;

/**
 * Engine and hardware of a training run. A run with the same inputs gives the same bytes in an equal environment; in a
 * different one, the bytes may differ.
 *
 * @param engine backend, number of threads and convolution library
 * @param hardware processor architecture, and whether a CPU or a GPU is used
 */
public record TrainingEnvironment(String engine, String hardware) {
    public static TrainingEnvironment current() {
        return new TrainingEnvironment(
                new Nd4jEngine().toString(),
                System.getProperty("os.arch") + (Nd4j.getEnvironment().isCPU() ? ", CPU" : ", GPU"));
    }
}
