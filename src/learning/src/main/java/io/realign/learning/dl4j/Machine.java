package io.realign.learning.dl4j;

import org.nd4j.linalg.factory.Nd4j;

/**
 * What trains here. The same training ends in the same bytes on machines of which all of this is the same; on others it
 * may.
 *
 * @param engine what works out the training steps
 * @param hardware processor architecture, and whether a GPU trains
 */
public record Machine(String engine, String hardware) {
    public static Machine here() {
        return new Machine(
                new StackEngine().toString(),
                System.getProperty("os.arch") + (Nd4j.getEnvironment().isCPU() ? ", CPU" : ", GPU"));
    }
}
