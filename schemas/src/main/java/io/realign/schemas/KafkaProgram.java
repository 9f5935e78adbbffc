package io.realign.schemas;

import static io.realign.schemas.KafkaGrant.Operation.READ;
import static io.realign.schemas.KafkaGrant.Operation.WRITE;

import io.realign.schemas.KafkaGrant.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs, and the minimal permissions of each. A program that writes transactions also reads the topics that it writes: at
 * its start it looks for transactions that an earlier run has left open.
 */
public enum KafkaProgram {
    DRIFT_JOB(
            "drift-job",
            topics(READ, Topics.SOURCE_EVENTS, Topics.TARGET_EVENTS, Topics.MODELS, Topics.ADAPTATIONS),
            topics(READ, Topics.DRIFT_WINDOWS, Topics.DRIFT_ALERTS),
            topics(WRITE, Topics.DRIFT_WINDOWS, Topics.DRIFT_ALERTS),
            deadLetters(READ, Topics.SOURCE_EVENTS, Topics.TARGET_EVENTS),
            deadLetters(WRITE, Topics.SOURCE_EVENTS, Topics.TARGET_EVENTS),
            Stream.of(KafkaGrant.group("drift-job"), KafkaGrant.transactionalIds("drift-job-"))),
    SCORING_JOB(
            "scoring-job",
            topics(READ, Topics.TARGET_EVENTS, Topics.MODELS),
            topics(READ, Topics.PREDICTIONS, Topics.SHADOW_PREDICTIONS, Topics.ROLLOUTS),
            topics(WRITE, Topics.PREDICTIONS, Topics.SHADOW_PREDICTIONS, Topics.ROLLOUTS),
            deadLetters(READ, Topics.SOURCE_EVENTS, Topics.TARGET_EVENTS),
            deadLetters(WRITE, Topics.TARGET_EVENTS),
            Stream.of(KafkaGrant.group("scoring-job"), KafkaGrant.transactionalIds("scoring-job-"))),
    ADAPTER_SERVICE(
            "adapter-service",
            topics(READ, Topics.all().toArray(Topic<?>[]::new)),
            deadLetters(READ, Topics.withDeadLetterTopic().toArray(Topic<?>[]::new)),
            topics(WRITE, Topics.ADAPTATIONS, Topics.MODELS),
            deadLetters(WRITE, Topics.DRIFT_ALERTS),
            Stream.of(KafkaGrant.group("adapter-service"), KafkaGrant.transactionalIds("adapter-service-publish"))),
    /** Additional permissions of the adapter service if it sends webhooks or OpenLineage events. */
    NOTIFICATIONS(
            "adapter-service with webhooks or OpenLineage",
            Stream.of(KafkaGrant.group("adapter-service.lineage"), KafkaGrant.groups("adapter-service.webhook."))),
    /** Additional permissions of the adapter service if operators redrive dead letters. */
    REDRIVE(
            "adapter-service that redrives dead letters",
            topics(WRITE, Topics.withDeadLetterTopic().toArray(Topic<?>[]::new)),
            deadLetters(WRITE, Topics.withDeadLetterTopic().toArray(Topic<?>[]::new)),
            Stream.of(KafkaGrant.transactionalIds("adapter-service-redrive"))),
    /** A program that uses the Java client. */
    CONSUMER(
            "consumer of releases",
            topics(READ, Topics.MODELS),
            topics(WRITE, Topics.ROLLOUTS, Topics.SHADOW_PREDICTIONS)),
    PRODUCER("producer of events", topics(WRITE, Topics.SOURCE_EVENTS, Topics.TARGET_EVENTS)),
    FEED(
            "`realign feed`",
            topics(WRITE, Topics.SOURCE_EVENTS, Topics.TARGET_EVENTS),
            topics(READ, Topics.MODELS, Topics.ROLLOUTS, Topics.DRIFT_ALERTS, Topics.ADAPTATIONS, Topics.PREDICTIONS),
            deadLetters(READ, Topics.TARGET_EVENTS)),
    REPLAY("`realign replay`", topics(READ, Topics.MODELS, Topics.SOURCE_EVENTS, Topics.TARGET_EVENTS));

    private final String title;

    /** Unmodifiable. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<KafkaGrant> grants;

    @SafeVarargs
    @SuppressWarnings("varargs")
    KafkaProgram(String title, Stream<KafkaGrant>... grants) {
        this.title = title;
        this.grants = merge(Arrays.stream(grants).flatMap(Function.identity()));
    }

    /** The name of the program in documents. */
    public String title() {
        return title;
    }

    /** One grant for each resource. */
    public List<KafkaGrant> grants() {
        return grants;
    }

    private static Stream<KafkaGrant> topics(Operation operation, Topic<?>... topics) {
        return Stream.of(topics).map(topic -> KafkaGrant.topic(topic.name(), operation));
    }

    private static Stream<KafkaGrant> deadLetters(Operation operation, Topic<?>... topics) {
        return Stream.of(topics).map(topic -> KafkaGrant.topic(topic.deadLetterTopic(), operation));
    }

    private static List<KafkaGrant> merge(Stream<KafkaGrant> grants) {
        return grants
                .collect(Collectors.groupingBy(
                        KafkaGrant::describeResource,
                        TreeMap::new,
                        Collectors.reducing((left, right) -> new KafkaGrant(
                                left.resource(),
                                left.name(),
                                left.prefixed(),
                                union(left.operations(), right.operations())))))
                .values()
                .stream()
                .map(Optional::orElseThrow)
                .toList();
    }

    private static Set<Operation> union(Set<Operation> left, Set<Operation> right) {
        Set<Operation> all = new TreeSet<>(left);
        all.addAll(right);
        return all;
    }
}
