package io.realign.lab.command;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Prints a Markdown table row by row, so that each result of a long measurement appears immediately. */
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

    /** Prints a row of formatted cells; {@code format} contains the separators between them. */
    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be an additional dependency.
    public void row(String format, Object... values) {
        out.println("| " + String.format(Locale.ROOT, format, values) + " |");
    }
}
