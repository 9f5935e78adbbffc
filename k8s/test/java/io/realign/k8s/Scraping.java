package io.realign.k8s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The scrape configuration of the cluster, turned to programs on this machine: only where they are found is another matter. */
final class Scraping {
    private Scraping() {}

    /**
     * Prometheus' configuration.
     *
     * @param targets host:port for each scrape job, in the order of the file
     */
    static ObjectNode of(List<String> targets) {
        var config = (ObjectNode) Monitoring.yaml(Monitoring.FOLDER.resolve("prometheus.yml"));
        config.remove("rule_files");
        var jobs = config.path("scrape_configs");
        for (int i = 0; i < jobs.size(); i++) {
            var job = (ObjectNode) jobs.get(i);
            job.remove(List.of("authorization", "kubernetes_sd_configs", "relabel_configs"));
            job.putArray("static_configs").addObject().putArray("targets").add(targets.get(i));
        }
        return config;
    }
}
