package io.realign.it;

import static java.util.stream.Collectors.toMap;

import io.realign.broker.BrokerSecurity;
import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicSpec;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaGrant;
import io.realign.schemas.KafkaSecurity;
import io.realign.schemas.KafkaSecurity.Protocol;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A broker with all topics that requires TLS, SCRAM and an ACL for each operation. */
final class SecureBroker implements AutoCloseable {
    private static final String ADMIN = "admin";
    private static final String SCRAM = "SCRAM-SHA-512";
    private static final int ITERATIONS = 4096;

    private final EmbeddedBroker broker;
    private final Path directory;
    private final TestCertificates certificates;
    private final Admin admin;

    /**
     * Starts a broker on a free port.
     *
     * @param users users with a password and without permissions
     */
    SecureBroker(Path directory, int port, Collection<String> users) {
        this.directory = directory;
        this.certificates = new TestCertificates(directory, "broker");
        users.forEach(this::writePassword);
        writePassword(ADMIN);
        Map<String, Object> adminProperties = new KafkaConnection("unused", security(ADMIN)).clientProperties(Map.of());
        broker = EmbeddedBroker.start(
                port,
                directory.resolve("broker"),
                new BrokerSecurity(
                        "SASL_SSL",
                        settings(adminProperties),
                        List.of("%s=[name=%s,password=%s]".formatted(SCRAM, ADMIN, password(ADMIN))),
                        adminProperties));
        broker.createTopics(allTopics());
        admin = Admin.create(connection(ADMIN).clientProperties(Map.of()));
        users.forEach(user -> addUser(user, password(user)));
    }

    void addUser(String user, String password) {
        ScramCredentialInfo hash = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
        completed(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, hash, password)))
                .all());
    }

    private Map<String, String> settings(Map<String, Object> adminProperties) {
        Map<String, String> settings = new HashMap<>(authorization("User:" + ADMIN));
        settings.putAll(tls(certificates, certificates.certificate));
        settings.put("sasl.enabled.mechanisms", SCRAM);
        settings.put("sasl.mechanism.inter.broker.protocol", SCRAM);
        settings.put(
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                adminProperties.get("sasl.jaas.config").toString());
        return settings;
    }

    /** The controller listener, on the loopback address, has no authentication. */
    static Map<String, String> authorization(String superUser) {
        return Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS;" + superUser);
    }

    static Map<String, String> tls(TestCertificates own, Path trusted) {
        return Map.of(
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                own.store.toString(),
                "ssl.keystore.password",
                TestCertificates.STORE_PASSWORD,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                trusted.toString());
    }

    static List<TopicSpec> allTopics() {
        return Stream.concat(
                        Topics.all().stream()
                                .map(topic -> new TopicSpec(topic.name(), topic.partitions(), topic.compacted())),
                        Topics.withDeadLetterTopic().stream()
                                .map(Topic::deadLetterTopic)
                                .map(name -> new TopicSpec(name, 1, false)))
                .toList();
    }

    /** The connection of a user who may do everything. */
    KafkaConnection adminConnection() {
        return connection(ADMIN);
    }

    KafkaConnection connection(String user) {
        return new KafkaConnection(broker.bootstrapServers(), security(user));
    }

    KafkaSecurity security(String user) {
        return new KafkaSecurity(
                Protocol.SASL_SSL,
                Optional.empty(),
                Optional.of(user),
                Optional.of(passwordFile(user)),
                Optional.of(certificates.certificate),
                Optional.empty());
    }

    /** The settings of a program that connects as a user. */
    Map<String, String> environment(String user) {
        return Map.of(
                "REALIGN_KAFKA_PROTOCOL",
                "SASL_SSL",
                "REALIGN_KAFKA_USER",
                user,
                "REALIGN_KAFKA_PASSWORD_FILE",
                passwordFile(user).toString(),
                "REALIGN_KAFKA_TRUST_STORE",
                certificates.certificate.toString());
    }

    void grant(String user, Collection<KafkaGrant> grants) {
        completed(admin.createAcls(acls("User:" + user, grants)).all());
    }

    static List<AclBinding> acls(String principal, Collection<KafkaGrant> grants) {
        return grants.stream()
                .flatMap(grant -> grant.operations().stream()
                        .map(operation -> new AclBinding(
                                new ResourcePattern(
                                        ResourceType.valueOf(grant.resource().name()),
                                        grant.name(),
                                        grant.prefixed() ? PatternType.PREFIXED : PatternType.LITERAL),
                                new AccessControlEntry(
                                        principal,
                                        "*",
                                        AclOperation.valueOf(operation.name()),
                                        AclPermissionType.ALLOW))))
                .toList();
    }

    Map<String, String> passwords(Collection<String> users) {
        return users.stream().collect(toMap(Function.identity(), SecureBroker::password));
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }

    private static String password(String user) {
        return user.equals(ADMIN) ? "swordfish" : "sword \"fish\\ of " + user;
    }

    private static void completed(KafkaFuture<Void> change) {
        try {
            change.get();
        } catch (ExecutionException e) {
            throw new AssertionError("the broker rejects a change", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private Path passwordFile(String user) {
        return directory.resolve(user + ".password");
    }

    private void writePassword(String user) {
        try {
            Files.writeString(passwordFile(user), password(user) + "\n");
            Files.setPosixFilePermissions(passwordFile(user), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
