package io.realign.cli.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Peak resident memory of the launcher and its child processes, from {@code /proc} (Linux). */
public final class ResidentMemory {
    private static final String RESIDENT = "VmRSS:";

    private Map<String, Long> peakKib = Map.of();

    /** Resident memory of a process in KiB; empty if the process has ended or the system has no {@code /proc}. */
    public static OptionalLong kib(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Takes one sample. */
    public void measure(List<ChildProcess> children) {
        Map<String, Long> now = new LinkedHashMap<>();
        kib(ProcessHandle.current().pid()).ifPresent(kib -> now.put("launcher", kib));
        children.forEach(child -> kib(child.pid()).ifPresent(kib -> now.put(child.name(), kib)));
        if (sum(now) > sum(peakKib)) {
            peakKib = now;
        }
    }

    /** The peak of the total, and the memory of each process at that time, in MiB. */
    public String report() {
        if (peakKib.isEmpty()) {
            return "resident memory: not available on this system";
        }
        String parts = peakKib.entrySet().stream()
                .map(entry -> entry.getKey() + " " + (entry.getValue() >> 10))
                .collect(Collectors.joining(", "));
        return "peak resident memory of all JVMs: %d MiB (%s)".formatted(sum(peakKib) >> 10, parts);
    }

    private static long sum(Map<String, Long> kib) {
        return kib.values().stream().mapToLong(Long::longValue).sum();
    }
}
