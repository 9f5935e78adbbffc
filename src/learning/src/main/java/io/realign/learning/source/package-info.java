/**
 * <b>Which of several labelled sources are relevant for a target, and which contradict the others?</b>
 *
 * <p>In: {@link io.realign.learning.source.NamedSource named sources}, unlabelled target rows. Out: the weight of each source
 * ({@link io.realign.learning.source.SourceWeighting}) and the sources whose labels contradict the others
 * ({@link io.realign.learning.source.SourceAgreement}).
 *
 * <p>Invariant: pure functions of rows and seed. Each source and the target are standardised with their own statistics, as in
 * training.
 */
package io.realign.learning.source;
