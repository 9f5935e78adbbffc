package io.realign.it;

import java.util.List;

/** Rows of the tables of the reference. */
final class ReferenceTable {
    static final List<String> HEAD = List.of("| name | type | default | description |", "|---|---|---|---|");

    private ReferenceTable() {}

    static String row(String... cells) {
        return "| "
                + String.join(
                        " | ",
                        List.of(cells).stream()
                                .map(cell -> cell.replace("|", "\\|"))
                                .toList()) + " |";
    }
}
