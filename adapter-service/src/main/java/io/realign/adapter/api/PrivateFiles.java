package io.realign.adapter.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jboss.logging.Logger;

/** Files that only the operating-system user of the service should read. Without POSIX permissions, this class checks and restricts nothing. */
public final class PrivateFiles {
    private static final Logger LOG = Logger.getLogger(PrivateFiles.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PrivateFiles() {}

    /** Creates a directory for the owner only, unless it exists. */
    public static void createDirectory(Path directory) throws IOException {
        if (posixView(directory) == null) {
            Files.createDirectories(directory);
        } else {
            Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
        }
    }

    /** Restricts a file to its owner. Logs a warning if the operating-system user of the service is not the owner. */
    public static void restrict(Path file) {
        PosixFileAttributeView view = posixView(file);
        if (view == null) {
            return;
        }
        try {
            view.setPermissions(OWNER_ONLY);
        } catch (IOException e) {
            LOG.warnf(e, "%s: cannot set the permissions 0600, so other users may read the file", file);
        }
    }

    /** Logs a warning if every user of the machine may read or change a file with secrets. */
    public static void warnIfPublic(Path secrets) throws IOException {
        if (isPublic(secrets)) {
            LOG.warnf(
                    "%s contains secrets, but every user of this machine may read or change it: expected permissions such as 0600,"
                            + " got %s; run chmod 600",
                    secrets, PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)));
        }
    }

    static boolean isPublic(Path file) throws IOException {
        PosixFileAttributeView view = posixView(file);
        if (view == null) {
            return false;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        return permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static PosixFileAttributeView posixView(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }
}
