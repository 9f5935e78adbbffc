/**
 * <b>Release: how does a candidate become a release?</b>
 *
 * <p>In: accepted candidates, and the source data of the base model. Out: signed releases on the topic {@code models}.
 *
 * <p>Invariant: all artifacts are stored before the release that refers to them is published, and one thread at a time publishes
 * releases of a domain.
 */
package io.realign.adapter.control.release;
