/**
 * <b>How are digits on coloured backgrounds generated?</b>
 *
 * <p>In: greyscale digits. Out: MNIST-M images on photographs or synthetic textures.
 *
 * <p>Invariant: the same seed gives the same pixels.
 */
package io.realign.lab.image;
