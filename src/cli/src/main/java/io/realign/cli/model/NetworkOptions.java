package io.realign.cli.model;

import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.learning.serialization.NetworkJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of the network. */
final class NetworkOptions {
    /** Far above the size of a real network description. */
    private static final long MAX_BYTES = 1 << 20;

    @Option(
            names = "--net",
            paramLabel = "FILE",
            description = {
                "JSON file of a custom network, in the format of the metadata in checkpoint.safetensors:",
                "{\"input\":[128],\"classes\":6,\"features\":[{\"layer\":\"dense\",\"outputs\":128},{\"layer\":\"relu\"}],",
                "\"class-head\":[{\"layer\":\"dense\",\"outputs\":6}],\"domain-head\":[{\"layer\":\"dense\",\"outputs\":2}],",
                "\"conditional\":false}"
            })
    private Path net;

    @Option(
            names = "--norm",
            paramLabel = "KIND",
            description = {
                "Batch normalisation of the default network: none, shared, or domain-specific",
                "(default: none for tables, domain-specific for images)."
            })
    private String norm;

    /**
     * Rejects conflicting options.
     *
     * @param from whether {@code --from} is given
     */
    void validate(CommandLine command, boolean from) {
        if (net != null && norm != null) {
            throw new ParameterException(
                    command,
                    "--norm: cannot be combined with --net; add layers {\"layer\":\"normalise\"} to the network");
        }
        if (from && (net != null || norm != null)) {
            throw new ParameterException(
                    command,
                    "%s: cannot be combined with --from; an adapted model keeps its network"
                            .formatted(net != null ? "--net" : "--norm"));
        }
        norm(command);
    }

    private Optional<NormMode> norm(CommandLine command) {
        if (norm == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (norm) {
                    case "none" -> NormMode.NONE;
                    case "shared" -> NormMode.SHARED;
                    case "domain-specific" -> NormMode.DOMAIN_SPECIFIC;
                    default ->
                        throw new ParameterException(
                                command, "--norm: expected none, shared or domain-specific, got '%s'".formatted(norm));
                });
    }

    /** The network for an input shape. */
    NetSpec network(CommandLine command, List<Integer> shape, int classes) {
        if (net == null) {
            return Learners.defaultNetwork(shape, classes, norm(command));
        }
        NetSpec spec = read(command);
        if (!spec.inputShape().equals(shape) || spec.classes() != classes) {
            throw new ParameterException(
                    command,
                    "--net %s: expected \"input\":%s and \"classes\":%d, as the sources have, got %s and %d"
                            .formatted(net, shape, classes, spec.inputShape(), spec.classes()));
        }
        return spec;
    }

    private NetSpec read(CommandLine command) {
        try {
            if (!Files.isRegularFile(net) || Files.size(net) > MAX_BYTES) {
                throw new ParameterException(
                        command, "--net %s: expected a file of at most %d bytes".formatted(net, MAX_BYTES));
            }
            return NetworkJson.read(Files.readString(net));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, "--net %s: %s".formatted(net, e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + net, e);
        }
    }
}
