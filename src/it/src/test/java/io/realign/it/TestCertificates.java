package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A key pair with a self-signed certificate for 127.0.0.1, created with {@code keytool}. */
final class TestCertificates {
    static final String STORE_PASSWORD = "changeit";
    private static final String ALIAS = "test";

    /** PKCS #12 key store. */
    final Path store;

    /** PEM file with the certificate. */
    final Path certificate;

    private final Path directory;
    private final String name;

    TestCertificates(Path directory, String name) {
        this.directory = directory;
        this.name = name;
        store = directory.resolve(name + ".p12");
        certificate = directory.resolve(name + "-certificate.pem");
        keytool("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2", "-dname", "CN=" + name)
                .with("-ext", "san=ip:127.0.0.1", "-storetype", "PKCS12")
                .run();
        keytool("-exportcert", "-rfc", "-file", certificate.toString()).run();
    }

    /** Writes a PEM file with the private key and the certificate. */
    Path keyStore() {
        try (InputStream file = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, STORE_PASSWORD.toCharArray());
            byte[] key = keys.getKey(ALIAS, STORE_PASSWORD.toCharArray()).getEncoded();
            String pem = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n%s"
                    .formatted(Base64.getMimeEncoder().encodeToString(key), Files.readString(certificate));
            return Files.writeString(directory.resolve(name + "-key-store.pem"), pem);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("cannot read " + store, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Keytool keytool(String... arguments) {
        return new Keytool(new ArrayList<>())
                .with(Path.of(System.getProperty("java.home"), "bin", "keytool").toString())
                .with(arguments)
                .with("-alias", ALIAS, "-keystore", store.toString(), "-storepass", STORE_PASSWORD);
    }

    private record Keytool(List<String> command) {
        Keytool with(String... arguments) {
            command.addAll(List.of(arguments));
            return this;
        }

        void run() {
            try {
                Process process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                String output = new String(process.getInputStream().readAllBytes(), UTF_8);
                assertThat(process.waitFor()).as(output).isZero();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
