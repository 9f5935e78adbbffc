/**
 * <b>History: what has happened, also before the last start?</b>
 *
 * <p>In: what the rooms write to the log. Out: the same as rows of a database, with the place up to which the log has been
 * read, so that a restart goes on from there. Everything that the page and the API show of the past is answered from here.
 *
 * <p>Invariant: rows and place are written in one transaction, so an empty database that reads the log again has the same
 * rows, as far as the log still has their records. Nothing is decided by a row.
 */
package io.realign.adapter.console.history;
