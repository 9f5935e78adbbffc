package io.realign.k8s;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class KafkaTopicTest {
    /** The properties of a topic that code and manifest must agree on. */
    private record TopicContract(String name, int partitions, String cleanup) {
        static TopicContract of(KafkaTopic manifest) {
            var spec = manifest.getSpec();
            return new TopicContract(manifest.getMetadata().getName(), spec.getPartitions(), (String)
                    spec.getConfig().get(TopicConfig.CLEANUP_POLICY_CONFIG));
        }

        static TopicContract of(Topic<?> topic) {
            var cleanup = topic.compacted() ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE;
            return new TopicContract(topic.name(), topic.partitions(), cleanup);
        }

        static TopicContract deadLetters(Topic<?> topic) {
            return new TopicContract(topic.deadLetterTopic(), 1, TopicConfig.CLEANUP_POLICY_DELETE);
        }
    }

    private final List<KafkaTopic> manifests =
            Kustomization.render(Manifest.ROOT.resolve("base/topics"), new ArrayList<>()).stream()
                    .map(manifest -> (KafkaTopic) ManifestParser.parse(manifest))
                    .toList();

    @Test
    void manifests_haveTheTopicsPartitionsAndCleanupPoliciesOfTheCode() {
        var expected = Stream.concat(
                Topics.all().stream().map(TopicContract::of),
                Topics.withDeadLetterTopic().stream().map(TopicContract::deadLetters));

        assertThat(manifests.stream().map(TopicContract::of)).containsExactlyInAnyOrderElementsOf(expected.toList());
    }

    @Test
    void topics_retainTheRecordsThatTheProgramsNeed() {
        Topics.all().stream().filter(topic -> !topic.compacted()).forEach(topic -> {
            var configuration = manifests.stream()
                    .filter(manifest -> manifest.getMetadata().getName().equals(topic.name()))
                    .findFirst()
                    .orElseThrow()
                    .getSpec()
                    .getConfig();
            long retention = ((Number) configuration.get(TopicConfig.RETENTION_MS_CONFIG)).longValue();
            long needed = topic.minRetention().toMillis();

            assertThat(retention == -1 || (needed != -1 && retention >= needed))
                    .as("%s: %d", topic.name(), retention)
                    .isTrue();
            assertThat(configuration).doesNotContainKey(TopicConfig.RETENTION_BYTES_CONFIG);
        });
    }

    @Test
    void topics_tolerateTheFailureOfOneBroker() {
        assertThat(manifests).allSatisfy(topic -> {
            assertThat(topic.getSpec().getReplicas()).isEqualTo(3);
            assertThat(topic.getSpec().getConfig()).containsEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, 2);
        });
    }

    @Test
    void topicSettings_areKnownToKafka() {
        var known = Stream.of(TopicConfig.class.getFields())
                .filter(field -> field.getName().endsWith("_CONFIG"))
                .map(KafkaTopicTest::value)
                .collect(toSet());

        assertThat(manifests)
                .allSatisfy(topic ->
                        assertThat(topic.getSpec().getConfig().keySet()).isSubsetOf(known));
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("expected a public constant, got " + field, e);
        }
    }
}
