package io.realign.adapter.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.realign.event.ContentId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Artifact store in a directory, with a file for each name. */
public final class DirectoryArtifactStore extends ArtifactStore {
    /** One file system block. Fewer bytes might fit into space that is already allocated. */
    private static final byte[] PROBE = new byte[4096];

    private final Path directory;

    /**
     * @param directory created if it does not exist
     * @throws IOException if the directory cannot be created or is not writable
     */
    public DirectoryArtifactStore(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        if (!Files.isWritable(directory)) {
            throw new IOException("expected a writable directory, got " + directory.toAbsolutePath());
        }
    }

    @Override
    public String put(byte[] content) throws IOException {
        String sha256 = ContentId.digest(content);
        Path file = directory.resolve(sha256);
        if (Files.exists(file)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } else {
            write(sha256, content);
        }
        return sha256;
    }

    @Override
    Optional<Content> open(String name) throws IOException {
        Path file = directory.resolve(name);
        try {
            InputStream bytes = Files.newInputStream(file);
            return Optional.of(new Content(Files.size(file), bytes));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Map<String, Instant> list() throws IOException {
        Map<String, Instant> stored = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (ContentId.isDigest(name)) {
                    stored.put(name, Files.getLastModifiedTime(file).toInstant());
                }
            }
        }
        return stored;
    }

    @Override
    void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    @Override
    public void checkWritable() throws IOException {
        Path temporary = Files.createTempFile(directory, "temporary-", "");
        try {
            writeDurably(temporary, PROBE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    @Override
    void write(String name, byte[] content) throws IOException {
        Path temporary = Files.createTempFile(directory, "temporary-", "");
        try {
            writeDurably(temporary, content);
            Files.move(temporary, directory.resolve(name), ATOMIC_MOVE);
            force(directory);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void writeDurably(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Makes the rename of a file durable. */
    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }
}
