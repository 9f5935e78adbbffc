package io.realign.cli.model;

import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.learning.serialization.NetworkJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options of {@code adapt} that choose the network. */
final class NetworkOptions {
    private static final long MAX_BYTES = 1 << 20;
    private static final Map<String, NormMode> NORMS =
            Map.of("none", NormMode.NONE, "shared", NormMode.SHARED, "domain-specific", NormMode.DOMAIN_SPECIFIC);

    @Spec(Target.MIXEE)
    private CommandSpec spec;

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

    /** Rejects conflicting options; {@code fromModel} is whether {@code --from} is given. */
    void validate(boolean fromModel) {
        if (net != null && norm != null) {
            throw error("--norm: cannot be combined with --net; add layers {\"layer\":\"normalise\"} to the network");
        }
        if (fromModel && (net != null || norm != null)) {
            throw error("%s: cannot be combined with --from; an adapted model keeps its network"
                    .formatted(net != null ? "--net" : "--norm"));
        }
        if (norm != null && !NORMS.containsKey(norm)) {
            throw error("--norm: expected none, shared or domain-specific, got '%s'".formatted(norm));
        }
    }

    /** The network for an input shape. */
    NetSpec network(List<Integer> shape, int classes) {
        if (net == null) {
            return ModelTraining.defaultNetwork(
                    shape, classes, Optional.ofNullable(norm).map(NORMS::get));
        }
        NetSpec network = read();
        if (!network.inputShape().equals(shape) || network.classes() != classes) {
            throw error("--net %s: expected \"input\":%s and \"classes\":%d as in the sources, got %s and %d"
                    .formatted(net, shape, classes, network.inputShape(), network.classes()));
        }
        return network;
    }

    private NetSpec read() {
        try {
            if (!Files.isRegularFile(net) || Files.size(net) > MAX_BYTES) {
                throw error("--net %s: expected a file of at most %d bytes".formatted(net, MAX_BYTES));
            }
            return NetworkJson.read(Files.readString(net));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--net %s: %s".formatted(net, e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + net, e);
        }
    }

    private ParameterException error(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
