package io.realign.cli.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs {@link ParentWatchdog} into a jar of its own, so that the agent adds no libraries to the class path of a child. */
final class ParentWatchdogJar {
    private ParentWatchdogJar() {}

    /** Writes {@code parent-watchdog.jar}. */
    static Path write(Path directory) {
        Path jar = directory.resolve("parent-watchdog.jar");
        String entry = ParentWatchdog.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest());
                InputStream bytes =
                        ParentWatchdog.class.getResourceAsStream(ParentWatchdog.class.getSimpleName() + ".class")) {
            out.putNextEntry(new JarEntry(entry));
            bytes.transferTo(out);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + jar, e);
        }
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", ParentWatchdog.class.getName());
        return manifest;
    }
}
