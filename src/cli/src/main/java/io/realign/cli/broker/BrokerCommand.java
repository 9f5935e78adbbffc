package io.realign.cli.broker;

import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicSpec;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a Kafka broker until it is stopped. */
@Command(
        name = "broker",
        description = {
            "Runs a Kafka broker with all topics on this machine until it is stopped.",
            "Records are kept for seven days; those of source.events and adaptations do not expire."
        })
public final class BrokerCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "9092",
            description = "Port on 127.0.0.1; 0 selects a free port (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--data", required = true, description = "Data directory; created if missing.")
    private Path data;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--port: expected 0 to " + MAX_PORT + ", got " + port + "; 0 selects a free port");
        }
        EmbeddedBroker broker = EmbeddedBroker.start(port, data);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-close"));
        broker.createTopics(topicSpecs());
        spec.commandLine().getOut().println("broker ready on " + broker.bootstrapServers());
        new CountDownLatch(1).await();
        return 0;
    }

    private static List<TopicSpec> topicSpecs() {
        Stream<TopicSpec> topics = Topics.all().stream()
                .map(topic -> new TopicSpec(
                        topic.name(), topic.partitions(), topic.compacted(), Optional.of(topic.minRetention())));
        Stream<TopicSpec> deadLetters = Topics.withDeadLetterTopic().stream()
                .map(Topic::deadLetterTopic)
                .map(name -> new TopicSpec(name, 1, false, Optional.of(Topics.MIN_RETENTION)));
        return Stream.concat(topics, deadLetters).toList();
    }
}
