package io.realign.schemas;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Encryption and authentication of Kafka clients. Secrets are in files and are read for each client, so a client that is created
 * after a rotation of the secrets uses the new ones.
 *
 * @param mechanism SASL mechanism, only with {@link Protocol#SASL_SSL}; {@link Mechanism#SCRAM_SHA_512} if empty
 * @param user user name, only with {@link Protocol#SASL_SSL}
 * @param passwordFile file whose only line is the password, only with {@link Protocol#SASL_SSL}
 * @param trustStore PEM file with the CA certificates that verify the certificates of the brokers; the trusted CA certificates of the
 *     JVM if empty
 * @param keyStore PEM file with the certificate of the client, its chain and its private key (PKCS #8, not encrypted), for brokers
 *     that authenticate clients by certificate
 */
public record KafkaSecurity(
        Protocol protocol,
        Optional<Mechanism> mechanism,
        Optional<String> user,
        Optional<Path> passwordFile,
        Optional<Path> trustStore,
        Optional<Path> keyStore) {
    /** No encryption and no authentication. */
    public static final KafkaSecurity PLAINTEXT = new KafkaSecurity(
            Protocol.PLAINTEXT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);
    private static final String PRIVATE_KEY = "-----BEGIN PRIVATE KEY-----";
    private static final String ANONYMOUS = "User:ANONYMOUS";

    /** The security protocols. SASL without TLS is not supported, since it would expose the password or a hash of it. */
    public enum Protocol {
        PLAINTEXT,
        SSL,
        SASL_SSL;

        /** @throws IllegalArgumentException if there is no protocol with this name */
        public static Protocol of(String name) {
            return Stream.of(values())
                    .filter(protocol -> protocol.name().equalsIgnoreCase(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "kafka-protocol: expected one of %s, got '%s'".formatted(Arrays.toString(values()), name)));
        }
    }

    /** The SASL mechanisms. */
    public enum Mechanism {
        SCRAM_SHA_512("org.apache.kafka.common.security.scram.ScramLoginModule"),
        PLAIN("org.apache.kafka.common.security.plain.PlainLoginModule");

        private final String loginModule;

        Mechanism(String loginModule) {
            this.loginModule = loginModule;
        }

        /** @throws IllegalArgumentException if there is no mechanism with this name */
        public static Mechanism of(String name) {
            return Stream.of(values())
                    .filter(mechanism -> mechanism.toString().equalsIgnoreCase(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("kafka-mechanism: expected one of %s, got '%s'"
                            .formatted(Arrays.toString(values()), name)));
        }

        /** The name of the mechanism in SASL, such as SCRAM-SHA-512. */
        @Override
        public String toString() {
            return name().replace('_', '-');
        }
    }

    public KafkaSecurity {
        if (protocol == Protocol.SASL_SSL) {
            requirePresent("kafka-user", user);
            requirePresent("kafka-password-file", passwordFile);
            readPassword(passwordFile.get());
        } else {
            requireAbsent("kafka-mechanism", mechanism, protocol, "SASL_SSL");
            requireAbsent("kafka-user", user, protocol, "SASL_SSL");
            requireAbsent("kafka-password-file", passwordFile, protocol, "SASL_SSL");
        }
        if (protocol == Protocol.PLAINTEXT) {
            requireAbsent("kafka-trust-store", trustStore, protocol, "SSL or SASL_SSL");
            requireAbsent("kafka-key-store", keyStore, protocol, "SSL or SASL_SSL");
        }
        trustStore.ifPresent(file -> certificates("kafka-trust-store", file));
        keyStore.ifPresent(KafkaSecurity::requireKeyPair);
    }

    /**
     * Creates the security from setting values.
     *
     * @throws IllegalArgumentException if a name is unknown, a setting is missing or has no effect, or a file is unusable
     */
    public static KafkaSecurity of(
            String protocol,
            Optional<String> mechanism,
            Optional<String> user,
            Optional<Path> passwordFile,
            Optional<Path> trustStore,
            Optional<Path> keyStore) {
        return new KafkaSecurity(
                Protocol.of(protocol), mechanism.map(Mechanism::of), user, passwordFile, trustStore, keyStore);
    }

    /** The principal that a broker with the default principal builder derives, such as {@code User:drift-job}. */
    public String principal() {
        if (user.isPresent()) {
            return "User:" + user.get();
        }
        return keyStore.map(file -> "User:"
                        + certificates("kafka-key-store", file)
                                .get(0)
                                .getSubjectX500Principal()
                                .getName())
                .orElse(ANONYMOUS);
    }

    /** One message for each file with a secret that every user of the machine can read. */
    public List<String> warnings() {
        return Stream.of(passwordFile, keyStore)
                .flatMap(Optional::stream)
                .filter(KafkaSecurity::isReadableByOthers)
                .map(file -> "%s holds a secret, but every user can read it: run 'chmod o-r %s'".formatted(file, file))
                .toList();
    }

    Map<String, String> clientProperties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("security.protocol", protocol.name());
        passwordFile.ifPresent(file -> {
            Mechanism selected = mechanism.orElse(Mechanism.SCRAM_SHA_512);
            properties.put("sasl.mechanism", selected.toString());
            properties.put(
                    "sasl.jaas.config",
                    "%s required username=%s password=%s;"
                            .formatted(selected.loginModule, quote(user.orElseThrow()), quote(readPassword(file))));
        });
        trustStore.ifPresent(file -> {
            properties.put("ssl.truststore.type", "PEM");
            properties.put("ssl.truststore.location", file.toString());
        });
        keyStore.ifPresent(file -> {
            properties.put("ssl.keystore.type", "PEM");
            properties.put("ssl.keystore.location", file.toString());
        });
        return properties;
    }

    private static void requirePresent(String name, Optional<?> value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: expected a value with the protocol SASL_SSL, got none".formatted(name));
        }
    }

    private static void requireAbsent(String name, Optional<?> value, Protocol protocol, String requiredProtocol) {
        value.ifPresent(present -> {
            throw new IllegalArgumentException(
                    "%s: expected no value with the protocol %s, got %s; set the protocol to %s, or remove this setting"
                            .formatted(name, protocol, present, requiredProtocol));
        });
    }

    private static String readPassword(Path file) {
        List<String> lines = read("kafka-password-file", file).lines().toList();
        if (lines.size() != 1 || lines.get(0).isBlank()) {
            throw new IllegalArgumentException("kafka-password-file: expected one line, the password, in %s, got %s"
                    .formatted(file, lines.size() == 1 ? "a blank line" : lines.size() + " lines"));
        }
        return lines.get(0);
    }

    private static void requireKeyPair(Path file) {
        certificates("kafka-key-store", file);
        if (!read("kafka-key-store", file).contains(PRIVATE_KEY)) {
            throw new IllegalArgumentException(
                    "kafka-key-store: expected '%s' in %s in addition to the certificates, got none; 'openssl pkcs8 -topk8 -nocrypt' converts a key"
                            .formatted(PRIVATE_KEY, file));
        }
    }

    private static List<X509Certificate> certificates(String name, Path file) {
        String blocks = CERTIFICATE
                .matcher(read(name, file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining("\n"));
        try {
            Collection<X509Certificate> certificates = parse(blocks);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s: expected PEM certificates in %s, got none".formatted(name, file));
            }
            return List.copyOf(certificates);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "%s: expected X.509 certificates in %s, got %s".formatted(name, file, e.getMessage()), e);
        }
    }

    private static Collection<X509Certificate> parse(String blocks) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(blocks.getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static String read(String name, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("%s: expected a readable text file, got %s".formatted(name, e), e);
        }
    }

    private static boolean isReadableByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** A quoted value of a JAAS configuration, in which a backslash starts an escape sequence. */
    private static String quote(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
