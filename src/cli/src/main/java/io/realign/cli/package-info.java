/**
 * <b>How does a person try Realign?</b>
 *
 * <p>In: a command line. Out: a broker, a stream, or the whole loop with a line for each stage.
 *
 * <p>Invariant: a usage error ends with code 2 and says what was expected, what came and what to do; nothing that was
 * started outlives the command.
 */
package io.realign.cli;
