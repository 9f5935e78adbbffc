package io.realign.jobs.runtime;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for downloading models. Environment variables give the defaults. */
public final class ModelLoaderOptions {
    @Option(
            names = "--adapter",
            defaultValue = "${env:REALIGN_ADAPTER:-http://127.0.0.1:8080}",
            description = "URL of the adapter service (REALIGN_ADAPTER, ${DEFAULT-VALUE})")
    private URI adapterUrl;

    @Option(
            names = "--cache",
            defaultValue = "${env:REALIGN_CACHE}",
            description = "Directory for downloaded models (REALIGN_CACHE)")
    private Path cacheDirectory;

    /**
     * The settings; empty without a cache directory.
     *
     * @throws IllegalArgumentException if the URL is invalid
     */
    public Optional<ModelLoaderSettings> settings() {
        return Optional.ofNullable(cacheDirectory)
                .map(directory -> new ModelLoaderSettings(
                        adapterUrl, directory.toAbsolutePath().toString()));
    }
}
