/**
 * <b>What does a step of the learner cost?</b>
 *
 * <p>In: random rows. Out: processor time and memory. Runs on the adapter service's class path, as the native parts of
 * the engine do not work from a merged jar.
 */
package io.realign.lab.learner;
