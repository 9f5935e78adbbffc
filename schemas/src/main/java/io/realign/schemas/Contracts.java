package io.realign.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The Avro schemas, each in a file that carries its full name. */
final class Contracts {
    /** A schema stands after the ones that it names. */
    static final List<String> NAMES = List.of(
            "io.realign.event.Tensor",
            "io.realign.event.FeatureEvent",
            "io.realign.event.OffsetRange",
            "io.realign.window.DriftWindow",
            "io.realign.alert.Calibrated",
            "io.realign.alert.FeatureShift",
            "io.realign.alert.ClassShare",
            "io.realign.alert.ClassShift",
            "io.realign.alert.DriftAlert",
            "io.realign.adaptation.Vote",
            "io.realign.adaptation.Verdict",
            "io.realign.adaptation.JudgedCandidate",
            "io.realign.adaptation.LabelRequest",
            "io.realign.adaptation.Evaluation",
            "io.realign.adaptation.AdaptationRecord",
            "io.realign.model.Artifact",
            "io.realign.model.DataDigest",
            "io.realign.model.Provenance",
            "io.realign.model.Exposure",
            "io.realign.adaptation.AnswerChange",
            "io.realign.model.Predecessor",
            "io.realign.model.ModelRelease",
            "io.realign.rollout.Prediction",
            "io.realign.rollout.ShadowPrediction",
            "io.realign.rollout.RolloutStatus");

    private static final Map<String, Schema> SCHEMAS = parse();

    private Contracts() {}

    static Schema of(Class<?> message) {
        Schema schema = SCHEMAS.get(message.getName());
        if (schema == null) {
            throw new IllegalArgumentException("no contract for " + message.getName() + ", there are " + NAMES);
        }
        return schema;
    }

    private static Map<String, Schema> parse() {
        Schema.Parser parser = new Schema.Parser();
        return NAMES.stream()
                .map(name -> parse(parser, name))
                .collect(Collectors.toUnmodifiableMap(Schema::getFullName, Function.identity()));
    }

    private static Schema parse(Schema.Parser parser, String name) {
        try (InputStream file = Contracts.class.getResourceAsStream(name + ".avsc")) {
            return parser.parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the contract of " + name, e);
        }
    }
}
