package io.realign.cli.rows;

/** How a reader treats a row with a missing value. */
enum MissingValues {
    SKIP_ROW,
    /** A missing label is rejected as well. */
    REJECT_FILE
}
