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

/** The topics are made by whoever runs the broker: how many replicas they need is not for this service to guess. */
public final class RequiredTopics {
    private static final int TIMEOUT_MS = 30_000;

    private RequiredTopics() {}

    /** @throws IllegalStateException if topics are missing, or the broker cannot be asked */
    public static void check(String bootstrap) {
        Set<String> missing = Stream.concat(
                        Topics.all().stream().map(Topic::name), Stream.of(Topics.DRIFT_ALERTS.deadLetterTopic()))
                .collect(Collectors.toSet());
        missing.removeAll(present(bootstrap));
        if (!missing.isEmpty()) {
            throw new IllegalStateException("expected the topics of Realign on %s, missing: %s; make them, as `realign"
                            .formatted(bootstrap, missing)
                    + " broker` and the manifests in k8s do, and start again");
        }
    }

    private static Set<String> present(String bootstrap) {
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
            throw new IllegalStateException("stopped while asking " + bootstrap + " for its topics", e);
        }
    }
}
