package io.realign.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Configuration of a single-node broker with low memory use. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerSettings() {}

    static Map<String, String> of(int port, int controllerPort, Path data) {
        Map<String, String> settings = new TreeMap<>();
        settings.putAll(listeners(port, controllerPort));
        settings.putAll(singleNode());
        settings.putAll(lowMemory());
        settings.put("log.dirs", data.toString());
        settings.put("auto.create.topics.enable", "false");
        // Flink transactions span checkpoints.
        settings.put("transaction.max.timeout.ms", "900000");
        settings.put("group.initial.rebalance.delay.ms", "0");
        return settings;
    }

    private static Map<String, String> listeners(int port, int controllerPort) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@127.0.0.1:" + controllerPort,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    }

    private static Map<String, String> singleNode() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1");
    }

    private static Map<String, String> lowMemory() {
        return Map.of(
                "num.network.threads", "2",
                "num.io.threads", "2",
                "background.threads", "2",
                // The default is 128 MiB.
                "log.cleaner.dedupe.buffer.size", "4194304",
                "log.cleaner.threads", "1");
    }
}
