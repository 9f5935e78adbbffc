package io.realign.adapter;

import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicSpec;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The broker of the tests. */
public final class TestBroker {
    private TestBroker() {}

    /** Starts a broker with all topics of Realign. */
    public static EmbeddedBroker start(Path data) {
        return start(0, data);
    }

    /** @param port port of the broker; 0 for a free one */
    static EmbeddedBroker start(int port, Path data) {
        EmbeddedBroker broker = EmbeddedBroker.start(port, data);
        List<TopicSpec> plans = Stream.concat(
                        Topics.all().stream().map(TestBroker::plan),
                        Topics.withDeadLetterTopic().stream()
                                .map(topic -> new TopicSpec(topic.deadLetterTopic(), 1, false)))
                .toList();
        broker.createTopics(plans);
        return broker;
    }

    private static TopicSpec plan(Topic<?> topic) {
        return new TopicSpec(topic.name(), topic.partitions(), topic.compacted());
    }
}
