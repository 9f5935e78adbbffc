package io.realign.jobs.runtime;

import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaSecurity;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Kafka connection options of a job. */
final class JobKafkaOptions {
    @Option(
            names = "--bootstrap",
            defaultValue = "${env:REALIGN_BOOTSTRAP:-127.0.0.1:9092}",
            description = "Kafka brokers, host:port (REALIGN_BOOTSTRAP, ${DEFAULT-VALUE})")
    private String bootstrap;

    @Option(
            names = "--kafka-protocol",
            defaultValue = "${env:REALIGN_KAFKA_PROTOCOL:-PLAINTEXT}",
            description = "PLAINTEXT, SSL or SASL_SSL (REALIGN_KAFKA_PROTOCOL, ${DEFAULT-VALUE})")
    private String protocol;

    @Option(
            names = "--kafka-mechanism",
            defaultValue = "${env:REALIGN_KAFKA_MECHANISM}",
            description = "SASL mechanism: SCRAM-SHA-512 if not set, or PLAIN (REALIGN_KAFKA_MECHANISM)")
    private String mechanism;

    @Option(
            names = "--kafka-user",
            defaultValue = "${env:REALIGN_KAFKA_USER}",
            description = "User name, with SASL_SSL (REALIGN_KAFKA_USER)")
    private String user;

    @Option(
            names = "--kafka-password-file",
            defaultValue = "${env:REALIGN_KAFKA_PASSWORD_FILE}",
            description = "File whose only line is the password, with SASL_SSL (REALIGN_KAFKA_PASSWORD_FILE)")
    private Path passwordFile;

    @Option(
            names = "--kafka-trust-store",
            defaultValue = "${env:REALIGN_KAFKA_TRUST_STORE}",
            description =
                    "PEM file with the certificate authorities that sign the broker certificates; by default those that the JVM"
                            + " trusts (REALIGN_KAFKA_TRUST_STORE)")
    private Path trustStore;

    @Option(
            names = "--kafka-key-store",
            defaultValue = "${env:REALIGN_KAFKA_KEY_STORE}",
            description = "PEM file with certificate chain and private key, for brokers that authenticate clients by"
                    + " certificate (REALIGN_KAFKA_KEY_STORE)")
    private Path keyStore;

    /**
     * Returns the connection and prints a warning for each file with a secret that every user can read.
     *
     * @throws ParameterException if an option is invalid
     */
    KafkaConnection connection(CommandLine command) {
        try {
            KafkaSecurity security = KafkaSecurity.of(
                    protocol,
                    Optional.ofNullable(mechanism),
                    Optional.ofNullable(user),
                    Optional.ofNullable(passwordFile),
                    Optional.ofNullable(trustStore),
                    Optional.ofNullable(keyStore));
            security.warnings().forEach(command.getErr()::println);
            return new KafkaConnection(bootstrap, security);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, e.getMessage(), e);
        }
    }
}
