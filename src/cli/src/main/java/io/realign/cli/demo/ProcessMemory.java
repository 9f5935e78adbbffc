package io.realign.cli.demo;

import io.realign.cli.launch.ChildProcess;
import io.realign.cli.launch.ResidentMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Resident memory of the launcher and all children, where the system tells (Linux). */
final class ProcessMemory {
    private Map<String, Long> peak = Map.of();

    /** Looks once; the greatest sum is kept. */
    void measure(List<ChildProcess> children) {
        Map<String, Long> now = new LinkedHashMap<>();
        ResidentMemory.kib(ProcessHandle.current().pid()).ifPresent(kib -> now.put("launcher", kib));
        children.forEach(child -> ResidentMemory.kib(child.pid()).ifPresent(kib -> now.put(child.name(), kib)));
        if (sum(now) > sum(peak)) {
            peak = now;
        }
    }

    /** The greatest sum and its parts, in MiB. */
    String report() {
        if (peak.isEmpty()) {
            return "resident memory: this system does not tell";
        }
        String parts = peak.entrySet().stream()
                .map(entry -> entry.getKey() + " " + (entry.getValue() >> 10))
                .collect(Collectors.joining(", "));
        return "resident memory of all JVMs at its peak: %d MiB (%s)".formatted(sum(peak) >> 10, parts);
    }

    private static long sum(Map<String, Long> kib) {
        return kib.values().stream().mapToLong(Long::longValue).sum();
    }
}
