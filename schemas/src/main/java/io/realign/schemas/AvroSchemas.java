package io.realign.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The Avro schemas of all messages. The resource of a schema is named after the full name of the schema. */
final class AvroSchemas {
    /** Schema names in dependency order: a schema follows the schemas that it references. */
    static final List<String> NAMES = List.of(
            "io.realign.event.Tensor",
            "io.realign.event.FeatureEvent",
            "io.realign.event.OffsetRange",
            "io.realign.window.RunLengthPromise",
            "io.realign.window.DriftWindow",
            "io.realign.alert.CalibratedThreshold",
            "io.realign.alert.FeatureShift",
            "io.realign.alert.ClassShare",
            "io.realign.alert.ClassShift",
            "io.realign.alert.AlertReference",
            "io.realign.alert.AlertTimes",
            "io.realign.alert.AlertStatistic",
            "io.realign.alert.AlertWindow",
            "io.realign.alert.DriftAlert",
            "io.realign.adaptation.gate.CheckResult",
            "io.realign.adaptation.gate.GateResult",
            "io.realign.adaptation.gate.CandidateResult",
            "io.realign.adaptation.gate.LabelRequest",
            "io.realign.adaptation.gate.Evaluation",
            "io.realign.adaptation.ParentModel",
            "io.realign.adaptation.AdaptationInput",
            "io.realign.adaptation.TrainingSummary",
            "io.realign.adaptation.AdaptationTiming",
            "io.realign.adaptation.AdaptationRecord",
            "io.realign.model.Artifact",
            "io.realign.model.DataDigest",
            "io.realign.model.Provenance",
            "io.realign.model.TrafficSplit",
            "io.realign.adaptation.gate.PredictionChange",
            "io.realign.model.PreviousRelease",
            "io.realign.model.ReleaseOrigin",
            "io.realign.model.ReleasedModel",
            "io.realign.model.ModelRelease",
            "io.realign.rollout.Prediction",
            "io.realign.rollout.ShadowPrediction",
            "io.realign.rollout.RolloutStatus");

    private static final Map<String, Schema> SCHEMAS = parseAll();

    private AvroSchemas() {}

    static Schema of(Class<?> message) {
        Schema schema = SCHEMAS.get(message.getName());
        if (schema == null) {
            throw new IllegalArgumentException(
                    "expected a type with a schema, one of " + NAMES + ", got " + message.getName());
        }
        return schema;
    }

    private static Map<String, Schema> parseAll() {
        Schema.Parser parser = new Schema.Parser();
        return NAMES.stream()
                .map(name -> parse(parser, name))
                .collect(Collectors.toUnmodifiableMap(Schema::getFullName, Function.identity()));
    }

    private static Schema parse(Schema.Parser parser, String name) {
        try (InputStream file = AvroSchemas.class.getResourceAsStream(name + ".avsc")) {
            return parser.parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the schema " + name, e);
        }
    }
}
