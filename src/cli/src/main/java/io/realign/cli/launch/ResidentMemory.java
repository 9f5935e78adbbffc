package io.realign.cli.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The memory that a process has, where the system tells (Linux). */
public final class ResidentMemory {
    private static final String RESIDENT = "VmRSS:";

    private ResidentMemory() {}

    /** In KiB; empty if the process has ended or the system does not tell. */
    public static OptionalLong kib(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            // The process has ended, or this system has no /proc: both mean that there is nothing to tell.
            return OptionalLong.empty();
        }
    }
}
