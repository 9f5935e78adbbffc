package io.realign.adapter.instance;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Escapes control characters in the log records of this program, so that text of a Kafka record, such as the name of a domain, cannot
 * forge a log line. Also escapes the messages of exceptions.
 */
@LoggingFilter(name = "single-line")
public final class SingleLineLogFilter implements Filter {
    private static final String LOGGER_PREFIX = "io.realign.";

    /** Deeper causes are not logged, as a chain of causes may have a cycle. */
    private static final int MAX_CAUSES = 20;

    private static final ExtFormatter MESSAGE = new ExtFormatter() {
        @Override
        public String format(ExtLogRecord record) {
            return formatMessage(record);
        }
    };

    @Override
    public boolean isLoggable(LogRecord record) {
        if (record.getLoggerName() != null && record.getLoggerName().startsWith(LOGGER_PREFIX)) {
            escape(record);
        }
        return true;
    }

    private static void escape(LogRecord record) {
        String message = MESSAGE.format(record);
        if (message != null && hasControlCharacter(message)) {
            if (record instanceof ExtLogRecord ext) {
                ext.setMessage(escape(message), ExtLogRecord.FormatStyle.NO_FORMAT);
            } else {
                record.setMessage(escape(message));
            }
        }
        if (hasControlCharacter(record.getThrown())) {
            record.setThrown(new EscapedThrowable(record.getThrown(), MAX_CAUSES));
        }
    }

    /** Replaces line breaks and other control characters, except tabs, by their Unicode escapes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(character -> {
            if (isControlCharacter(character)) {
                escaped.append("\\u%04x".formatted(character));
            } else {
                escaped.append((char) character);
            }
        });
        return escaped.toString();
    }

    private static boolean hasControlCharacter(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (hasControlCharacter(cause.toString())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean hasControlCharacter(String text) {
        return text.chars().anyMatch(SingleLineLogFilter::isControlCharacter);
    }

    private static boolean isControlCharacter(int character) {
        boolean separator = Character.getType(character) == Character.LINE_SEPARATOR
                || Character.getType(character) == Character.PARAGRAPH_SEPARATOR;
        return character != '\t' && (Character.isISOControl(character) || separator);
    }

    /** Copy of an exception for the log. */
    private static final class EscapedThrowable extends Exception {
        private static final long serialVersionUID = 1;

        EscapedThrowable(Throwable original, int remainingCauses) {
            super(escape(original.toString()), copyOfCause(original, remainingCauses));
            setStackTrace(original.getStackTrace());
        }

        private static Throwable copyOfCause(Throwable original, int remainingCauses) {
            return original.getCause() == null || remainingCauses == 0
                    ? null
                    : new EscapedThrowable(original.getCause(), remainingCauses - 1);
        }

        /** Returns the message only, since it already contains the class name of the original exception. */
        @Override
        @SuppressWarnings("OverrideThrowableToString")
        public String toString() {
            return getMessage();
        }
    }
}
