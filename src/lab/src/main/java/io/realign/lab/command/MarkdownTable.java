package io.realign.lab.command;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;

/** A table that is printed row by row, for tables that take long. */
public final class MarkdownTable {
    private final PrintWriter out;

    public MarkdownTable(PrintWriter out, List<String> columns) {
        this.out = out;
        row(columns);
        row(Collections.nCopies(columns.size(), "---"));
    }

    public void row(List<String> cells) {
        out.println("| " + String.join(" | ", cells) + " |");
    }
}
