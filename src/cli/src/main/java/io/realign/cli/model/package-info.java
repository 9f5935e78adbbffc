/**
 * <b>How is a model trained, adapted, evaluated and diagnosed from files?</b>
 *
 * <p>In: data files and a model directory. Out: a model directory, an accuracy, or a diagnosis with a recommendation.
 *
 * <p>Invariant: labels of the target never influence a model.
 */
package io.realign.cli.model;
