package io.realign.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.schemas.KafkaSecurity.Mechanism;
import io.realign.schemas.KafkaSecurity.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSecurityTest {
    /** Self-signed certificate of CN=billing,O=realign. */
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBnjCCAUWgAwIBAgIUWhY9j/V0Q2bTUHqaneG4SYzgLnQwCgYIKoZIzj0EAwIw
            JDEQMA4GA1UECgwHcmVhbGlnbjEQMA4GA1UEAwwHYmlsbGluZzAgFw0yNjExMzAx
            MTM1MTVaGA8yMTI2MTEwNjExMzUxNVowJDEQMA4GA1UECgwHcmVhbGlnbjEQMA4G
            A1UEAwwHYmlsbGluZzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMTpiIaSr+Xs
            cxNWhLd83ngWjrbbbJgJof2IVv2v24TOj52uOItAQteZyIbBzpFCumOOY2iN1M+t
            85dXTLFueAejUzBRMB0GA1UdDgQWBBRxePYpeRpv829q0SmFWYB2Nzd/5TAfBgNV
            HSMEGDAWgBRxePYpeRpv829q0SmFWYB2Nzd/5TAPBgNVHRMBAf8EBTADAQH/MAoG
            CCqGSM49BAMCA0cAMEQCIBv7jUbfLcPXL3bhUkO/hOvwG0ZrIf7g9hfxvmXbqLI0
            AiBTOHsdvRBv9f6PadYuOapmvS1pQOGP8t8UVVqjYUF/Dg==
            -----END CERTIFICATE-----
            """;

    private static final String PRIVATE_KEY = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    private static final String PASSWORD = "swordfish";

    @TempDir
    private Path directory;

    private Path password;
    private Path trustStore;
    private Path keyStore;

    @BeforeEach
    void writeFiles() throws IOException {
        password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        trustStore = Files.writeString(directory.resolve("ca.pem"), CERTIFICATE);
        keyStore = Files.writeString(directory.resolve("billing.pem"), PRIVATE_KEY + CERTIFICATE);
    }

    @Test
    void plaintext_hasNoOtherProperties() {
        assertThat(KafkaConnection.plaintext("kafka:9092").clientProperties(Map.of("acks", "all")))
                .isEqualTo(Map.of("bootstrap.servers", "kafka:9092", "security.protocol", "PLAINTEXT", "acks", "all"));
    }

    @Test
    void saslSsl_hasCredentialsAndTrustStore() {
        assertThat(saslSsl(Optional.empty()).clientProperties())
                .isEqualTo(Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "SCRAM-SHA-512",
                        "sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                        + " username=\"drift-job\" password=\"swordfish\";",
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", trustStore.toString()));
    }

    @Test
    void plain_hasItsOwnLoginModule() {
        assertThat(saslSsl(Optional.of(Mechanism.of("plain"))).clientProperties())
                .containsEntry("sasl.mechanism", "PLAIN")
                .hasEntrySatisfying(
                        "sasl.jaas.config", module -> assertThat(module).contains("plain.PlainLoginModule required"));
    }

    @Test
    void quotesAndBackslashes_areEscaped() throws IOException {
        Files.writeString(password, "a\"; x=\"\\b");

        assertThat(saslSsl(Optional.empty()).clientProperties().get("sasl.jaas.config"))
                .endsWith(" password=\"a\\\"; x=\\\"\\\\b\";");
    }

    @Test
    void ssl_hasAKeyStore() {
        assertThat(ssl(Optional.of(keyStore)).clientProperties())
                .isEqualTo(Map.of(
                        "security.protocol", "SSL",
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", trustStore.toString(),
                        "ssl.keystore.type", "PEM",
                        "ssl.keystore.location", keyStore.toString()));
    }

    @Test
    void newPassword_isReadForTheNextClient() throws IOException {
        KafkaSecurity security = saslSsl(Optional.empty());
        Files.writeString(password, "rotated");

        assertThat(security.clientProperties().get("sasl.jaas.config")).contains("password=\"rotated\"");
    }

    @Test
    void password_isNotInTheText() {
        assertThat(new KafkaConnection("kafka:9093", saslSsl(Optional.empty())).toString())
                .contains("drift-job")
                .doesNotContain(PASSWORD);
    }

    @Test
    void principal_isTheUserOrTheSubjectOfTheCertificate() {
        assertThat(saslSsl(Optional.empty()).principal()).isEqualTo("User:drift-job");
        assertThat(ssl(Optional.of(keyStore)).principal()).isEqualTo("User:CN=billing,O=realign");
        assertThat(ssl(Optional.empty()).principal()).isEqualTo("User:ANONYMOUS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "TLS            | -     | -    | -        | -  | -   | kafka-protocol: expected one of [PLAINTEXT, SSL, SASL_SSL], got 'TLS'",
                "SASL_PLAINTEXT | -     | joe  | password | -  | -   | kafka-protocol: expected one of [PLAINTEXT, SSL, SASL_SSL], got 'SASL_PLAINTEXT'",
                "SASL_SSL       | GSSAPI| joe  | password | -  | -   | kafka-mechanism: expected one of [SCRAM-SHA-512, PLAIN], got 'GSSAPI'",
                "SASL_SSL       | -     | -    | password | -  | -   | kafka-user: expected a value with the protocol SASL_SSL, got none",
                "SASL_SSL       | -     | joe  | -        | -  | -   | kafka-password-file: expected a value with the protocol SASL_SSL, got none",
                "SSL            | PLAIN | -    | -        | -  | -   | kafka-mechanism: expected no value with the protocol SSL, got PLAIN; set the protocol to SASL_SSL, or remove this setting",
                "SSL            | -     | joe  | -        | -  | -   | kafka-user: expected no value with the protocol SSL, got joe; set the protocol to SASL_SSL, or remove this setting",
                "PLAINTEXT      | -     | joe  | -        | -  | -   | kafka-user: expected no value with the protocol PLAINTEXT, got joe; set the protocol to SASL_SSL, or remove this setting",
                "PLAINTEXT      | -     | -    | password | -  | -   | kafka-password-file: expected no value with the protocol PLAINTEXT, got DIR/password; set the protocol to SASL_SSL, or remove this setting",
                "PLAINTEXT      | -     | -    | -        | ca | -   | kafka-trust-store: expected no value with the protocol PLAINTEXT, got DIR/ca; set the protocol to SSL or SASL_SSL, or remove this setting",
                "PLAINTEXT      | -     | -    | -        | -  | key | kafka-key-store: expected no value with the protocol PLAINTEXT, got DIR/key; set the protocol to SSL or SASL_SSL, or remove this setting",
                "SASL_SSL       | -     | joe  | absent   | -  | -   | kafka-password-file: expected a readable text file, got java.nio.file.NoSuchFileException: DIR/absent",
                "SSL            | -     | -    | -        | no | -   | kafka-trust-store: expected a readable text file, got java.nio.file.NoSuchFileException: DIR/no",
                "SSL            | -     | -    | -        | -  | no  | kafka-key-store: expected a readable text file, got java.nio.file.NoSuchFileException: DIR/no",
                "SSL            | -     | -    | -        | password | - | kafka-trust-store: expected PEM certificates in DIR/password, got none",
                "SSL            | -     | -    | -        | -  | ca.pem | kafka-key-store: expected '-----BEGIN PRIVATE KEY-----' in DIR/ca.pem in addition to the certificates, got none; 'openssl pkcs8 -topk8 -nocrypt' converts a key",
            })
    void unusableSetting_isRejectedByName(
            String protocol,
            String mechanism,
            String user,
            String passwordFile,
            String trusted,
            String key,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaSecurity.of(
                        protocol,
                        Optional.ofNullable(mechanism),
                        Optional.ofNullable(user),
                        file(passwordFile),
                        file(trusted),
                        file(key)))
                .withMessage(message.replace("DIR", directory.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " ", "one\ntwo"})
    void passwordFileWithoutOnePassword_isRejected(String content) throws IOException {
        Files.writeString(password, content);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> saslSsl(Optional.empty()))
                .withMessageStartingWith("kafka-password-file: expected one line, the password, in " + password);
    }

    @Test
    void damagedCertificate_isRejected() throws IOException {
        Files.writeString(trustStore, CERTIFICATE.replace("MIIB", "AAAA"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ssl(Optional.empty()))
                .withMessageStartingWith("kafka-trust-store: expected X.509 certificates in " + trustStore);
    }

    @Test
    void secretThatEveryUserCanRead_isReported() throws IOException {
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r-----"));
        Files.setPosixFilePermissions(keyStore, PosixFilePermissions.fromString("rw-------"));
        KafkaSecurity security = new KafkaSecurity(
                Protocol.SASL_SSL,
                Optional.empty(),
                Optional.of("drift-job"),
                Optional.of(password),
                Optional.of(trustStore),
                Optional.of(keyStore));

        assertThat(security.warnings()).isEmpty();

        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(security.warnings())
                .containsExactly("%s holds a secret, but every user can read it: run 'chmod o-r %s'"
                        .formatted(password, password));
    }

    private Optional<Path> file(String name) {
        return Optional.ofNullable(name).map(directory::resolve);
    }

    private KafkaSecurity saslSsl(Optional<Mechanism> mechanism) {
        return new KafkaSecurity(
                Protocol.SASL_SSL,
                mechanism,
                Optional.of("drift-job"),
                Optional.of(password),
                Optional.of(trustStore),
                Optional.empty());
    }

    private KafkaSecurity ssl(Optional<Path> key) {
        return new KafkaSecurity(
                Protocol.SSL, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(trustStore), key);
    }
}
