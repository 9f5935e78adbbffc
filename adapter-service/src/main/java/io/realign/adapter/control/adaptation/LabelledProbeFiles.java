package io.realign.adapter.control.adaptation;

import io.realign.event.EventContract;
import io.realign.learning.selection.ProbeRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files of the labelled probe: labelled target rows. They are read for every adaptation, so labels can be added while the service runs.
 *
 * @param path file for all domains, or directory with a file {@code DOMAIN.csv} for each domain; empty if there are no labelled
 *     rows
 * @param contract allowed labels, and number of features
 */
public record LabelledProbeFiles(Optional<Path> path, EventContract contract) {
    private static final String FILE_EXTENSION = ".csv";

    /**
     * Reads the rows of a domain. Without a file, there are none.
     *
     * @throws NonRetryableAdaptationException if the file cannot be read; the message names file and line
     */
    ProbeRows load(String domain) throws NonRetryableAdaptationException {
        try {
            Optional<Path> file = file(domain);
            return file.isEmpty() ? ProbeRows.NONE : new LabelledProbeCsv(file.get(), contract).read();
        } catch (IOException e) {
            throw new NonRetryableAdaptationException(
                    "cannot read the labelled rows of %s at %s: %s".formatted(domain, path.orElseThrow(), e));
        }
    }

    /** Reads every file, so that a malformed file is reported at the start of the service and not by an adaptation. */
    public void validateAll() throws NonRetryableAdaptationException {
        try {
            for (Path file : files()) {
                new LabelledProbeCsv(file, contract).read();
            }
        } catch (IOException e) {
            throw new NonRetryableAdaptationException(
                    "realign.validation-rows: expected a CSV file or a directory of them, got %s: %s"
                            .formatted(path.orElseThrow(), e));
        }
    }

    /** Compares the domain with the names of existing files, which prevents path traversal by a domain name. */
    private Optional<Path> file(String domain) throws IOException {
        if (path.isEmpty() || !Files.isDirectory(path.get())) {
            return path;
        }
        return files().stream()
                .filter(file -> file.getFileName().toString().equals(domain + FILE_EXTENSION))
                .findFirst();
    }

    private List<Path> files() throws IOException {
        if (path.isEmpty() || !Files.isDirectory(path.get())) {
            return path.stream().toList();
        }
        try (Stream<Path> all = Files.list(path.get())) {
            return all.filter(file -> file.getFileName().toString().endsWith(FILE_EXTENSION))
                    .sorted()
                    .toList();
        }
    }
}
