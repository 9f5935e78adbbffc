package io.realign.adapter.control.event;

import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Checks that all topics exist. The service does not create them, since their replication depends on the cluster. */
public final class RequiredTopics {
    private static final int TIMEOUT_MS = 30_000;

    private RequiredTopics() {}

    /** @throws IllegalStateException if topics are missing, or the broker does not answer */
    public static void check(String bootstrap) {
        Set<String> missing = Stream.concat(
                        Topics.all().stream().map(Topic::name), Stream.of(Topics.DRIFT_ALERTS.deadLetterTopic()))
                .collect(Collectors.toSet());
        missing.removeAll(existing(bootstrap));
        if (!missing.isEmpty()) {
            throw new IllegalStateException(("expected the topics of Realign on %s, missing: %s; create them with"
                            + " `realign broker` or the manifests in k8s, and restart")
                    .formatted(bootstrap, missing));
        }
    }

    private static Set<String> existing(String bootstrap) {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        try (Admin admin = Admin.create(settings)) {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "realign.bootstrap: expected a Kafka broker that answers, got none at " + bootstrap, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while listing the topics of " + bootstrap, e);
        }
    }
}
