package io.realign.adapter.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.gate.Evaluation;
import io.realign.model.ModelRelease;
import jakarta.inject.Singleton;

/** JSON of a message without what no list shows. */
@Singleton
public final class ListJson {
    private final ObjectWriter writer;

    public ListJson(ObjectMapper mapper) {
        writer = mapper.copy()
                .addMixIn(AdaptationRecord.class, WithoutAlphaCurve.class)
                .addMixIn(Evaluation.class, WithoutCandidates.class)
                .addMixIn(ModelRelease.class, WithoutAlphaCurve.class)
                .writer();
    }

    public String write(Object content) {
        try {
            return writer.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "cannot write a " + content.getClass().getName() + " as JSON", e);
        }
    }

    /** A value for each training step, which no overview shows: it would be most of every snapshot. */
    @JsonIgnoreProperties("alpha")
    private interface WithoutAlphaCurve {}

    /** The votes on every candidate; the page shows those on the one that the outcome is about. */
    @JsonIgnoreProperties("candidates")
    private interface WithoutCandidates {}
}
