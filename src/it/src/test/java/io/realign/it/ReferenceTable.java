package io.realign.it;

import java.util.List;

/** Markdown tables of the configuration reference. */
final class ReferenceTable {
    static final List<String> HEADER = List.of("| name | type | default | description |", "|---|---|---|---|");

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
