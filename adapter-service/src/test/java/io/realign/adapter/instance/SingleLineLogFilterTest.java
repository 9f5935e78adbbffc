package io.realign.adapter.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

class SingleLineLogFilterTest {
    private static final String FORGED = "oven\r\n2026-01-01 INFO forged\u2028line";
    private final SingleLineLogFilter filter = new SingleLineLogFilter();

    @Test
    void lineBreakOfADomain_doesNotForgeALogLine() {
        ExtLogRecord record = new ExtLogRecord(
                Level.INFO, "%s: waits", ExtLogRecord.FormatStyle.PRINTF, SingleLineLogFilterTest.class.getName());
        record.setLoggerName("io.realign.adapter.Any");
        record.setParameters(new Object[] {FORGED});

        assertThat(filter.isLoggable(record)).isTrue();

        assertThat(record.getMessage()).isEqualTo("oven\\u000d\\u000a2026-01-01 INFO forged\\u2028line: waits");
    }

    @Test
    void lineBreakInAnException_doesNotForgeALogLine() {
        ExtLogRecord record = new ExtLogRecord(Level.INFO, "failed", SingleLineLogFilterTest.class.getName());
        record.setLoggerName("io.realign.adapter.Any");
        record.setThrown(new IllegalStateException("outer", new IllegalArgumentException(FORGED)));

        filter.isLoggable(record);

        StringWriter printed = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString().lines()).noneMatch(line -> line.startsWith("2026-01-01"));
        assertThat(printed.toString())
                .contains("java.lang.IllegalStateException: outer")
                .contains("Caused by: java.lang.IllegalArgumentException: oven\\u000d\\u000a2026-01-01");
    }

    @Test
    void recordWithoutControlCharacters_isUnchanged() {
        IllegalStateException thrown = new IllegalStateException("no break");
        ExtLogRecord record = new ExtLogRecord(Level.INFO, "a\ttab", SingleLineLogFilterTest.class.getName());
        record.setLoggerName("io.realign.adapter.Any");
        record.setThrown(thrown);

        filter.isLoggable(record);

        assertThat(record.getMessage()).isEqualTo("a\ttab");
        assertThat(record.getThrown()).isSameAs(thrown);
    }
}
