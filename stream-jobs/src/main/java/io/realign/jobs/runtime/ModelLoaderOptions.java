package io.realign.jobs.runtime;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of jobs that fetch models; each takes its default from the environment. */
public final class ModelLoaderOptions {
    @Option(
            names = "--adapter",
            defaultValue = "${env:REALIGN_ADAPTER:-http://127.0.0.1:8080}",
            description = "address of the adapter service (REALIGN_ADAPTER, ${DEFAULT-VALUE})")
    private URI adapterUrl;

    @Option(
            names = "--cache",
            defaultValue = "${env:REALIGN_CACHE}",
            description = "directory for fetched models (REALIGN_CACHE)")
    private Path cacheDirectory;

    /**
     * Where models come from; empty if no directory is given.
     *
     * @throws IllegalArgumentException if the address cannot be one
     */
    public Optional<ModelLoaderSettings> settings() {
        return Optional.ofNullable(cacheDirectory)
                .map(directory -> new ModelLoaderSettings(
                        adapterUrl, directory.toAbsolutePath().toString()));
    }
}
