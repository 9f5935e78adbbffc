/**
 * <b>How does a user run Realign?</b>
 *
 * <p>In: a command line. Out: the demo, a broker, a stream of events, alarms in files, models in files, or a replayed
 * adaptation.
 *
 * <p>Invariant: a usage error exits with code 2 and a message with the expected and the actual value.
 */
package io.realign.cli;
