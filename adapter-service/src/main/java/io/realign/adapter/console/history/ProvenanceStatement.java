package io.realign.adapter.console.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.realign.model.DataDigest;
import io.realign.model.ModelRelease;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Provenance of a release as an in-toto statement with a SLSA provenance predicate, for supply-chain tools.
 *
 * @param subject the artifacts
 * @param predicate inputs and builder of the artifacts
 */
record ProvenanceStatement(
        @JsonProperty("_type") String type, List<Subject> subject, String predicateType, Predicate predicate) {
    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    private static final String TYPE = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";
    private static final String BUILD_TYPE = "https://realign.io/adaptation/v1";

    record Subject(String name, Map<String, String> digest) {}

    record Predicate(Definition buildDefinition, Run runDetails) {}

    record Definition(
            String buildType,
            Map<String, Object> externalParameters,
            Map<String, Object> internalParameters,
            List<Subject> resolvedDependencies) {}

    record Run(Builder builder, Metadata metadata) {}

    record Builder(String id, Map<String, String> version) {}

    record Metadata(String invocationId, Instant finishedOn) {}

    static ProvenanceStatement of(ModelRelease release) {
        return new ProvenanceStatement(
                TYPE,
                release.model().artifacts().stream()
                        .map(artifact -> new Subject(
                                artifact.kind().name().toLowerCase(Locale.ROOT), Map.of("sha256", artifact.sha256())))
                        .toList(),
                PREDICATE_TYPE,
                new Predicate(definition(release), run(release)));
    }

    private static Definition definition(ModelRelease release) {
        Map<String, Object> external = Map.of(
                "release", release.id(),
                "domain", release.domain(),
                "version", release.version(),
                "parentVersion", release.origin().parentVersion(),
                "rollbackTo", release.origin().rollbackTo(),
                "alert", release.origin().alertId(),
                "notAfter", release.expiresAt());
        Map<String, Object> internal = Map.of(
                "seed", release.training().seed(),
                "steps", release.training().steps(),
                "recipe", release.provenance().recipe(),
                "engine", release.provenance().engine(),
                "hardware", release.provenance().hardware());
        return new Definition(
                BUILD_TYPE,
                external,
                internal,
                Stream.concat(release.provenance().trainingData().stream(), release.provenance().holdOutData().stream())
                        .map(ProvenanceStatement::dependency)
                        .toList());
    }

    private static Subject dependency(DataDigest data) {
        return new Subject(data.range().toString(), Map.of("sha256", data.sha256()));
    }

    private static Run run(ModelRelease release) {
        return new Run(
                new Builder(
                        "/adapter-service",
                        Map.of("realign", release.provenance().codeVersion())),
                new Metadata(release.origin().adaptationId(), release.createdAt()));
    }
}
