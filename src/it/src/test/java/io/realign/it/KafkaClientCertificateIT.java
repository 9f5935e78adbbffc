package io.realign.it;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.broker.BrokerSecurity;
import io.realign.broker.EmbeddedBroker;
import io.realign.client.internal.KafkaAccess;
import io.realign.client.internal.KafkaAccessException;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaProgram;
import io.realign.schemas.KafkaSecurity;
import io.realign.schemas.KafkaSecurity.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that authenticates clients by certificate. */
class KafkaClientCertificateIT {
    @TempDir
    private Path directory;

    @Test
    void client_isAuthenticatedByItsCertificate_andAuthorizedByItsSubject() throws Exception {
        TestCertificates broker = new TestCertificates(directory, "broker");
        TestCertificates billing = new TestCertificates(directory, "billing");
        Path trusted = Files.writeString(
                directory.resolve("trusted.pem"),
                Files.readString(broker.certificate) + Files.readString(billing.certificate));
        KafkaSecurity admin = ssl(broker, broker.keyStore());
        KafkaSecurity client = ssl(broker, billing.keyStore());
        try (EmbeddedBroker running =
                EmbeddedBroker.start(0, directory.resolve("broker"), security(broker, trusted, admin))) {
            running.createTopics(SecureBroker.allTopics());
            KafkaConnection connection = new KafkaConnection(running.bootstrapServers(), client);
            KafkaAccess access = new KafkaAccess(connection, KafkaProgram.CONSUMER);

            assertThatThrownBy(access::check)
                    .isInstanceOf(KafkaAccessException.class)
                    .hasMessageContaining("User:CN=billing may not READ the topic models");
            grant(new KafkaConnection(running.bootstrapServers(), admin), client.principal());
            assertThatCode(access::check).doesNotThrowAnyException();

            KafkaSecurity anonymous = ssl(broker, Optional.empty());
            assertThatThrownBy(() -> new KafkaAccess(
                                    new KafkaConnection(running.bootstrapServers(), anonymous), KafkaProgram.CONSUMER)
                            .check())
                    .isInstanceOf(KafkaAccessException.class)
                    .hasMessageContaining("does not accept User:ANONYMOUS with the protocol SSL");
        }
    }

    private static void grant(KafkaConnection kafka, String principal) throws Exception {
        try (Admin admin = Admin.create(kafka.clientProperties(Map.of()))) {
            admin.createAcls(SecureBroker.acls(principal, KafkaProgram.CONSUMER.grants()))
                    .all()
                    .get();
        }
    }

    private static BrokerSecurity security(TestCertificates broker, Path trusted, KafkaSecurity admin) {
        Map<String, String> settings = new HashMap<>(SecureBroker.authorization("User:CN=broker"));
        settings.putAll(SecureBroker.tls(broker, trusted));
        settings.put("ssl.client.auth", "required");
        return new BrokerSecurity(
                "SSL", settings, List.of(), new KafkaConnection("unused", admin).clientProperties(Map.of()));
    }

    private static KafkaSecurity ssl(TestCertificates broker, Path keyStore) throws IOException {
        return ssl(broker, Optional.of(keyStore));
    }

    private static KafkaSecurity ssl(TestCertificates broker, Optional<Path> keyStore) {
        return new KafkaSecurity(
                Protocol.SSL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(broker.certificate),
                keyStore);
    }
}
