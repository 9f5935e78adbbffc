package io.realign.jobs.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;

/**
 * A directory of Flink checkpoints, {@code JOB-ID/chk-N/_metadata}. Each start of a job gets a new job id. The numbers continue from
 * the checkpoint that the job resumes from. Modification times decide only between equal numbers, since copying changes them.
 *
 * @param directory may be missing, in which case there are no checkpoints
 */
record CheckpointDirectory(Path directory) {
    /** Number of checkpoints that are kept. */
    static final int RETAINED = 3;

    private static final int DEPTH = 3;
    private static final Pattern CHECKPOINT = Pattern.compile("chk-[0-9]{1,18}");

    /**
     * The latest complete checkpoint whose files are readable, of all job ids.
     *
     * @param warnings receives a line for each newer checkpoint, which names the unreadable file
     * @throws IllegalArgumentException if there are checkpoints but none is readable; a start without a checkpoint would process
     *     all records again
     */
    Optional<Path> latestReadable(Consumer<String> warnings) {
        List<Path> checkpoints = completeNewestFirst();
        List<String> unreadable = new ArrayList<>();
        for (Path checkpoint : checkpoints) {
            Optional<String> problem = CheckpointFiles.problem(checkpoint);
            if (problem.isEmpty()) {
                unreadable.forEach(skipped -> warnings.accept(skipped + "; resuming from " + checkpoint
                        + ", so the output since that checkpoint is written again"));
                return Optional.of(checkpoint);
            }
            unreadable.add("checkpoint " + checkpoint + " is unreadable: " + problem.get());
        }
        if (!unreadable.isEmpty()) {
            throw new IllegalArgumentException("checkpoints: expected a readable checkpoint in " + directory + ", got: "
                    + String.join("; ", unreadable)
                    + ". Restore the files, or delete the directory to process all records again");
        }
        return Optional.empty();
    }

    /** Deletes all complete checkpoints except the newest ones and the given one. */
    void deleteOld(Path restored) {
        completeNewestFirst().stream()
                .skip(RETAINED)
                .filter(checkpoint -> !checkpoint.equals(restored))
                .forEach(CheckpointDirectory::delete);
    }

    /** Returns the complete checkpoints. Flink writes the metadata last and atomically. */
    private List<Path> completeNewestFirst() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(directory, DEPTH, (path, attributes) -> isComplete(path))) {
            return files.sorted(Comparator.comparingLong(CheckpointDirectory::number)
                            .thenComparing(CheckpointDirectory::lastModified)
                            .reversed())
                    .map(Path::getParent)
                    .toList();
        } catch (IOException e) {
            throw accessFailure(directory, e);
        }
    }

    private static void delete(Path checkpoint) {
        try {
            FileUtils.deleteDirectory(checkpoint.toFile());
        } catch (IOException e) {
            throw accessFailure(checkpoint, e);
        }
    }

    private static boolean isComplete(Path path) {
        return path.endsWith("_metadata")
                && CHECKPOINT.matcher(path.getParent().getFileName().toString()).matches();
    }

    private static long number(Path metadata) {
        String name = metadata.getParent().getFileName().toString();
        return Long.parseLong(name.substring(name.indexOf('-') + 1));
    }

    private static FileTime lastModified(Path metadata) {
        try {
            return Files.getLastModifiedTime(metadata);
        } catch (IOException e) {
            throw accessFailure(metadata, e);
        }
    }

    private static IllegalArgumentException accessFailure(Path path, IOException cause) {
        return new IllegalArgumentException("checkpoints: cannot read or delete " + path + ": " + cause, cause);
    }
}
