/**
 * <b>What is a task with known shift?</b>
 *
 * <p>In: a seed. Out: labelled sources, unlabelled targets with a known shift, and the labels of the targets.
 *
 * <p>Invariant: the same seed gives the same rows.
 */
package io.realign.lab.task;
