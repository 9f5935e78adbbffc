package io.realign.adapter;

import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicPlan;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The broker of the tests. */
public final class TestBroker {
    private TestBroker() {}

    /** A broker with all topics of Realign. */
    public static EmbeddedBroker start(Path data) {
        EmbeddedBroker broker = EmbeddedBroker.start(data);
        List<TopicPlan> plans = Stream.concat(
                        Topics.all().stream().map(TestBroker::plan),
                        Topics.inputs().stream().map(topic -> new TopicPlan(topic.deadLetters(), 1, false)))
                .toList();
        broker.create(plans);
        return broker;
    }

    private static TopicPlan plan(Topic<?> topic) {
        return new TopicPlan(topic.name(), topic.partitions(), topic.compacted());
    }
}
