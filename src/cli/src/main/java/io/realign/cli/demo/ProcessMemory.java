package io.realign.cli.demo;

import io.realign.cli.launch.ChildProcess;
import io.realign.cli.launch.ResidentMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Peak resident memory of the launcher and its child processes (Linux). */
final class ProcessMemory {
    private Map<String, Long> peak = Map.of();

    /** Takes one sample. */
    void measure(List<ChildProcess> children) {
        Map<String, Long> now = new LinkedHashMap<>();
        ResidentMemory.kib(ProcessHandle.current().pid()).ifPresent(kib -> now.put("launcher", kib));
        children.forEach(child -> ResidentMemory.kib(child.pid()).ifPresent(kib -> now.put(child.name(), kib)));
        if (sum(now) > sum(peak)) {
            peak = now;
        }
    }

    /** The peak of the sum, and the memory of each process at that time, in MiB. */
    String report() {
        if (peak.isEmpty()) {
            return "resident memory: not available on this system";
        }
        String parts = peak.entrySet().stream()
                .map(entry -> entry.getKey() + " " + (entry.getValue() >> 10))
                .collect(Collectors.joining(", "));
        return "peak resident memory of all JVMs: %d MiB (%s)".formatted(sum(peak) >> 10, parts);
    }

    private static long sum(Map<String, Long> kib) {
        return kib.values().stream().mapToLong(Long::longValue).sum();
    }
}
