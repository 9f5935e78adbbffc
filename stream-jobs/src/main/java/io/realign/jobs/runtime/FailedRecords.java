package io.realign.jobs.runtime;

import io.realign.event.OffsetRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory with the failures of records. It survives the restart after a failure, unlike the state of the job. Each failed
 * record has a file, {@code TOPIC-PARTITION-OFFSET}, with one line per failure. Several subtasks may share the directory. I/O
 * errors are logged, not thrown.
 */
final class FailedRecords {
    /** Number of failures after which a record is skipped. Fewer failures may be due to a lack of memory that another record caused. */
    static final int MAX_FAILURES = 3;

    /** Maximum number of skipped records. Older files are deleted; their records precede the latest checkpoint. */
    static final int MAX_SKIPPED_RECORDS = 1000;

    private static final int MAX_CAUSE_LENGTH = 500;
    private static final Logger LOG = LoggerFactory.getLogger(FailedRecords.class);

    private final Path directory;

    FailedRecords(Path directory) {
        this.directory = directory;
    }

    /** Adds a failure of a record. */
    void add(OffsetRange record, Throwable failure) {
        String line = failure.toString().replaceAll("\\p{Cntrl}", " ");
        String cause = line.substring(0, Math.min(line.length(), MAX_CAUSE_LENGTH)) + "\n";
        try {
            Files.createDirectories(directory);
            Files.writeString(
                    directory.resolve(fileName(record)), cause, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.error("cannot store the failure of record {} in {}", record, directory, e);
        }
    }

    /** Returns the last failure of each record that has failed {@link #MAX_FAILURES} times or more, by {@link #fileName}. */
    Map<String, String> exhausted() {
        Map<String, String> causes = new HashMap<>();
        for (Path file : newestFirst()) {
            try {
                if (causes.size() >= MAX_SKIPPED_RECORDS) {
                    Files.deleteIfExists(file);
                } else {
                    List<String> failures = Files.readAllLines(file, StandardCharsets.UTF_8);
                    if (failures.size() >= MAX_FAILURES) {
                        causes.put(file.getFileName().toString(), failures.get(failures.size() - 1));
                    }
                }
            } catch (IOException e) {
                LOG.warn("cannot read {}", file, e);
            }
        }
        return causes;
    }

    static String fileName(OffsetRange record) {
        return record.topic() + "-" + record.partition() + "-" + record.from();
    }

    private List<Path> newestFirst() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted(
                            Comparator.comparing(FailedRecords::lastModified).reversed())
                    .toList();
        } catch (NoSuchFileException e) {
            LOG.debug("no record has failed", e);
        } catch (IOException e) {
            LOG.error("cannot read {}; failing records are not skipped", directory, e);
        }
        return List.of();
    }

    private static FileTime lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            LOG.debug("{} was deleted", file, e);
            return FileTime.fromMillis(0);
        }
    }
}
