package io.realign.cli.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A Java agent that ends its JVM at the end of standard input. Standard input is a pipe from the launcher; the operating
 * system closes it when the launcher ends, even after {@code kill -9}.
 */
public final class ParentWatchdog {
    private static final int LAUNCHER_GONE = 130;

    private ParentWatchdog() {}

    /** Called by the JVM before the main method of the child. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        Thread thread = new Thread(ParentWatchdog::awaitEndOfInput, "parent-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // The launcher never writes to this pipe.
            }
        } catch (IOException e) {
            System.err.println("cannot read standard input, assuming that the launcher has ended: " + e);
        }
        System.exit(LAUNCHER_GONE);
    }

    /** Packs this class into a jar of its own, so that the agent adds no libraries to the class path of a child. */
    static Path writeJar(Path directory) {
        Path jar = directory.resolve("parent-watchdog.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", ParentWatchdog.class.getName());
        String entry = ParentWatchdog.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream bytes = ParentWatchdog.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new JarEntry(entry));
            bytes.transferTo(out);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + jar, e);
        }
    }
}
