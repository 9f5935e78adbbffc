/**
 * <b>What does a digit on a coloured background look like?</b>
 *
 * <p>In: greyscale digits. Out: MNIST-M images on photographs or synthetic textures.
 *
 * <p>Invariant: the same seed gives the same pixels.
 */
package io.realign.lab.image;
