/**
 * <b>Which of several labelled sources speak for a target, and which contradict the others?</b>
 *
 * <p>In: {@link io.realign.learning.source.NamedSource named sources}, unlabelled rows of the target. Out: how much
 * each source counts ({@link io.realign.learning.source.SourceWeighting}), and which one's labels the others do not
 * bear out ({@link io.realign.learning.source.SourceAgreement}). Next room: {@code io.realign.learning.diagnosis}.
 *
 * <p>Invariant: pure functions of rows and seed; each source and the target are standardised by their own statistics,
 * as they are when a network is trained.
 */
package io.realign.learning.source;
