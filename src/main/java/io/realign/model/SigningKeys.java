package io.realign.model;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;

/**
 * Keys of a publisher of releases.
 *
 * @param signer signs with the private key in {@value #PRIVATE_KEY_FILE}
 * @param trusted public keys in {@value #TRUSTED_KEYS_FILE}
 */
public record SigningKeys(Signer signer, TrustedKeys trusted) {
    /** PEM file with the private key in PKCS#8, readable by its owner only. */
    public static final String PRIVATE_KEY_FILE = "signing-key.pem";

    /** PEM file with the public keys, needed by every consumer. */
    public static final String TRUSTED_KEYS_FILE = "trusted-keys.pem";

    /**
     * Loads the keys from a directory. Creates a key pair if neither file exists.
     *
     * @throws IllegalArgumentException if a file is invalid
     */
    public static SigningKeys loadOrCreate(Path directory) throws IOException {
        Path privateKey = directory.resolve(PRIVATE_KEY_FILE);
        if (Files.notExists(privateKey) && Files.notExists(directory.resolve(TRUSTED_KEYS_FILE))) {
            create(directory);
        }
        TrustedKeys trusted = TrustedKeys.read(directory.resolve(TRUSTED_KEYS_FILE));
        List<Pem> blocks = Pem.blocks(Files.readString(privateKey), Pem.PRIVATE_KEY);
        if (blocks.size() != 1) {
            throw new IllegalArgumentException(privateKey + ": expected one private key, got " + blocks.size());
        }
        return new SigningKeys(new Signer(Ed25519.privateKey(blocks.get(0).bytes()), trusted), trusted);
    }

    private static void create(Path directory) throws IOException {
        KeyPair pair = Ed25519.generate();
        Files.createDirectories(directory);
        write(
                directory.resolve(PRIVATE_KEY_FILE),
                "rw-------",
                Pem.write(Pem.PRIVATE_KEY, pair.getPrivate().getEncoded()));
        write(
                directory.resolve(TRUSTED_KEYS_FILE),
                "rw-r--r--",
                Pem.write(Pem.PUBLIC_KEY, pair.getPublic().getEncoded()));
    }

    /** Creates a file. The permissions are set before the content is written. */
    private static void write(Path file, String permissions, String content) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
        Files.createFile(file, attributes);
        Files.writeString(file, content, StandardOpenOption.WRITE);
    }
}
