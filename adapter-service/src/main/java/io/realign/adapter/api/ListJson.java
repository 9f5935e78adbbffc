package io.realign.adapter.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.realign.adaptation.TrainingSummary;
import io.realign.adaptation.gate.Evaluation;
import jakarta.inject.Singleton;

/** Writes messages as JSON without their large fields, for lists, snapshots and notifications. */
@Singleton
public final class ListJson {
    private final ObjectWriter writer;

    public ListJson(ObjectMapper mapper) {
        writer = withoutLargeFields(mapper).writer();
    }

    /** A copy of the mapper that omits the alpha curves and the candidates. */
    public static ObjectMapper withoutLargeFields(ObjectMapper mapper) {
        return mapper.copy()
                .addMixIn(TrainingSummary.class, WithoutAlphaCurve.class)
                .addMixIn(Evaluation.class, WithoutCandidates.class);
    }

    public String write(Object content) {
        try {
            return writer.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + content.getClass().getName() + " as JSON", e);
        }
    }

    @JsonIgnoreProperties("alpha")
    private interface WithoutAlphaCurve {}

    @JsonIgnoreProperties("candidates")
    private interface WithoutCandidates {}
}
