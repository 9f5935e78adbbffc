/**
 * <b>Which of several candidates may take the incumbent's place?</b>
 *
 * <p>In: the incumbent, labelled sources, the unlabelled target. Out: a {@link io.realign.learning.portfolio.SelectionResult}: every
 * candidate with its verdict, and the one that was chosen, if any. Next room: {@code io.realign.adaptation}, whose gates
 * have the say.
 *
 * <p>Invariant: no candidate is made of a target label, nor chosen by one; those of a probe can only accept or refuse. And the incumbent is always one of those that can be chosen.
 */
package io.realign.learning.portfolio;
