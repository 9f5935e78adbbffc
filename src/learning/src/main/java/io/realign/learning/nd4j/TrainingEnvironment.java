package io.realign.learning.nd4j;

import org.nd4j.linalg.factory.Nd4j;

/**
 * The engine and hardware of a training. Equal environments reproduce a training to the byte; others may.
 *
 * @param engine backend, threads and convolution library
 * @param hardware processor architecture, and whether a GPU is used
 */
public record TrainingEnvironment(String engine, String hardware) {
    public static TrainingEnvironment current() {
        return new TrainingEnvironment(
                new Nd4jEngine().toString(),
                System.getProperty("os.arch") + (Nd4j.getEnvironment().isCPU() ? ", CPU" : ", GPU"));
    }
}
