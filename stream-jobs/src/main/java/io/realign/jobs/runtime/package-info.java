/**
 * <b>How is a job configured and started?</b>
 *
 * <p>In: command-line options and environment variables. Out: validated settings and a Flink environment that resumes from the
 * latest complete checkpoint.
 *
 * <p>Invariant: a job starts only if all of its settings are valid.
 */
package io.realign.jobs.runtime;
