package io.realign.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The scrape configuration of the cluster with static targets instead of service discovery. */
final class ScrapeConfig {
    private ScrapeConfig() {}

    /**
     * Creates the configuration without rules.
     *
     * @param adapter {@code host:port} of the adapter service
     * @param jobs {@code host:port} of each Flink job by name
     */
    static ObjectNode of(String adapter, Map<String, String> jobs) {
        var config = (ObjectNode) MonitoringFiles.yaml(MonitoringFiles.DIRECTORY.resolve("prometheus.yml"));
        config.remove("rule_files");
        var scrapes = config.path("scrape_configs");
        target(staticConfigs(scrapes.get(0)), adapter);
        var flink = staticConfigs(scrapes.get(1));
        jobs.forEach((job, target) -> target(flink, target).putObject("labels").put("job", job));
        return config;
    }

    private static ArrayNode staticConfigs(JsonNode scrape) {
        return ((ObjectNode) scrape)
                .without(List.of("authorization", "kubernetes_sd_configs", "relabel_configs"))
                .withArray("/static_configs");
    }

    private static ObjectNode target(ArrayNode targets, String target) {
        var one = targets.addObject();
        one.putArray("targets").add(target);
        return one;
    }
}
