package io.realign.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A single-node Kafka broker in this JVM that listens on the loopback address. */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int ANY_PORT = 0;
    private static final int NODE_ID = 1;
    private static final short REPLICATION_FACTOR = 1;
    private static final boolean LOG_SETTINGS = false;

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final BrokerSecurity security;

    private record Ports(int broker, int controller) {}

    private EmbeddedBroker(KafkaRaftServer server, String bootstrap, BrokerSecurity security) {
        this.server = server;
        this.bootstrapServers = bootstrap;
        this.security = security;
    }

    /** Starts a broker on a free port. */
    public static EmbeddedBroker start(Path data) {
        return start(ANY_PORT, data);
    }

    /**
     * Starts a broker with the topics and records that an earlier broker has left in the directory.
     *
     * @param port port of the broker, 0 for a free one
     * @param data data directory; created if it does not exist
     * @throws UncheckedIOException if the port is taken or the directory cannot be written
     */
    public static EmbeddedBroker start(int port, Path data) {
        return start(port, data, BrokerSecurity.PLAINTEXT);
    }

    /** Starts a broker with secured connections; otherwise as {@link #start(int, Path)}. */
    public static EmbeddedBroker start(int port, Path data, BrokerSecurity security) {
        Ports ports = freePorts(port);
        Properties settings = settings(ports, data.toAbsolutePath(), security);
        format(data.toAbsolutePath(), security);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, LOG_SETTINGS), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, "127.0.0.1:" + ports.broker(), security);
    }

    /** {@code host:port}, for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Creates the topics that do not exist, and leaves existing topics unchanged. */
    public void createTopics(Collection<TopicSpec> specs) {
        Map<String, Object> properties = new HashMap<>(security.adminProperties());
        properties.put("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(properties)) {
            List<NewTopic> topics = specs.stream()
                    .map(spec -> new NewTopic(spec.name(), spec.partitions(), REPLICATION_FACTOR)
                            .configs(spec.configuration()))
                    .toList();
            for (var created : admin.createTopics(topics).values().entrySet()) {
                try {
                    created.getValue().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException("cannot create topic " + created.getKey(), e.getCause());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        }
    }

    /** Writes all data to disk and releases the port. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Properties settings(Ports ports, Path data, BrokerSecurity security) {
        Properties settings = new Properties();
        try (InputStream file = EmbeddedBroker.class.getResourceAsStream("server.properties")) {
            settings.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read server.properties", e);
        }
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + ports.controller());
        String listener = security.protocol() + "://127.0.0.1:" + ports.broker();
        settings.put("listeners", listener + ",CONTROLLER://127.0.0.1:" + ports.controller());
        settings.put("advertised.listeners", listener);
        settings.put("inter.broker.listener.name", security.protocol());
        settings.putAll(security.settings());
        settings.put("log.dirs", data.toString());
        return settings;
    }

    private static void format(Path data, BrokerSecurity security) {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setScramArguments(security.scramCredentials())
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString());
        try {
            formatter.run();
        } catch (Exception e) {
            throw new UncheckedIOException(new IOException("cannot format the data directory " + data, e));
        }
    }

    /** Opens both ports at the same time, so that they differ. */
    private static Ports freePorts(int brokerPort) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket broker = new ServerSocket(brokerPort, 1, loopback);
                ServerSocket controller = new ServerSocket(ANY_PORT, 1, loopback)) {
            return new Ports(broker.getLocalPort(), controller.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException("expected port " + brokerPort + " to be free, got a port in use", e));
        }
    }
}
