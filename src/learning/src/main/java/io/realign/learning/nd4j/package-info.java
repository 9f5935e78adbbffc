/**
 * <b>How does Deeplearning4j take a step?</b>
 *
 * <p>In: batches. Out: a network in training, behind the port {@link io.realign.learning.Engine}. Next room:
 * {@code io.realign.learning}, which writes what comes out to files that do not depend on this library.
 *
 * <p>Invariant: nothing here is ever serialised by Java or by Deeplearning4j.
 */
package io.realign.learning.nd4j;
