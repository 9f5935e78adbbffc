package io.realign.adapter.control.adaptation;

import io.realign.event.EventContract;
import io.realign.learning.portfolio.ProbeRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The labelled rows of targets that a person has supplied. They are read anew for every adaptation, so that labels can be
 * added while the service runs.
 *
 * @param path a file for all domains, or a directory with {@code DOMAIN.csv} for each that has some; empty for none
 * @param contract what an event must be
 */
public record LabelledProbeFiles(Optional<Path> path, EventContract contract) {
    private static final String FILE_EXTENSION = ".csv";

    /**
     * The rows of a domain, none where there are none.
     *
     * @throws NonRetryableAdaptationException if they cannot be read; the message names file and line
     */
    ProbeRows load(String domain) throws NonRetryableAdaptationException {
        try {
            Optional<Path> file = file(domain);
            return file.isEmpty() ? ProbeRows.NONE : new LabelledProbeCsv(file.get(), contract).read();
        } catch (IOException e) {
            throw new NonRetryableAdaptationException("expected labelled rows of %s below %s, they cannot be read: %s"
                    .formatted(domain, path.orElseThrow(), e));
        }
    }

    /** Refuses at the start what would fail an adaptation later. */
    public void validateAll() throws NonRetryableAdaptationException {
        try {
            for (Path file : files()) {
                new LabelledProbeCsv(file, contract).read();
            }
        } catch (IOException e) {
            throw new NonRetryableAdaptationException(
                    "realign.probe: expected a CSV file or a directory of them, got %s: %s"
                            .formatted(path.orElseThrow(), e));
        }
    }

    /** A domain is compared with the names that are there, so whatever it is called it leads nowhere else. */
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
