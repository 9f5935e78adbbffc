package io.realign.learning.nd4j;

import org.nd4j.linalg.factory.Nd4j;

/**
 * What trains here. The same training ends in the same bytes on machines of which all of this is the same; on others it
 * may.
 *
 * @param engine what works out the training steps
 * @param hardware processor architecture, and whether a GPU trains
 */
public record TrainingEnvironment(String engine, String hardware) {
    public static TrainingEnvironment current() {
        return new TrainingEnvironment(
                new Nd4jEngine().toString(),
                System.getProperty("os.arch") + (Nd4j.getEnvironment().isCPU() ? ", CPU" : ", GPU"));
    }
}
