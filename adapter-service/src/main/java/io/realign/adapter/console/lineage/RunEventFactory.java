package io.realign.adapter.console.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineage.RunFacets;
import io.openlineage.client.OpenLineage.RunFacetsBuilder;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.alert.DriftAlert;
import io.realign.event.OffsetRange;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Creates OpenLineage run events of an adaptation. The job is {@code adapt/DOMAIN}; the parent run is the alert. The inputs are the
 * offset ranges that were read and the parent release; the output is the release. Run ids are hashes of adaptation and alert ids.
 */
final class RunEventFactory {
    private static final URI PRODUCER = URI.create("https://realign.io/adapter-service");

    private final OpenLineage lineage = new OpenLineage(PRODUCER);
    private final String namespace;
    private final String kafkaNamespace;

    /**
     * @param namespace namespace of the jobs and models
     * @param bootstrap {@code host:port} of a broker; the first of several identifies the cluster
     */
    RunEventFactory(String namespace, String bootstrap) {
        this.namespace = namespace;
        this.kafkaNamespace = "kafka://" + bootstrap.split(",", 2)[0].strip();
    }

    /** START event of the adaptation run, sent when its alert is raised. The source rows and the parent release are not known yet. */
    RunEvent alertRaised(DriftAlert alert, Instant at) {
        RunFacets facets = lineage.newRunFacetsBuilder()
                .parent(parentRun(alert.id(), alert.domain()))
                .build();
        return event(
                EventType.START,
                at,
                lineage.newRun(runId(AdaptationRecord.id(alert)), facets),
                alert.domain(),
                topicInputs(alert.window().offsets()).toList(),
                List.of());
    }

    /** START event with all inputs, and end event, of a finished adaptation. */
    List<RunEvent> startAndEnd(AdaptationRecord adaptation) {
        return List.of(
                event(adaptation, EventType.START, adaptation.timing().startedAt(), List.of()),
                event(
                        adaptation,
                        endType(adaptation.outcome()),
                        adaptation.timing().finishedAt(),
                        outputs(adaptation)));
    }

    /** Rejection by the gate is a regular end of an adaptation. */
    private static EventType endType(Outcome outcome) {
        return switch (outcome) {
            case RELEASED, REJECTED, WITHHELD -> EventType.COMPLETE;
            case FAILED -> EventType.FAIL;
            case SKIPPED -> EventType.ABORT;
        };
    }

    private RunEvent event(AdaptationRecord adaptation, EventType type, Instant at, List<OutputDataset> outputs) {
        return event(
                type,
                at,
                lineage.newRun(runId(adaptation.id()), facets(adaptation, type)),
                adaptation.domain(),
                inputs(adaptation),
                outputs);
    }

    private RunEvent event(
            EventType type,
            Instant at,
            OpenLineage.Run run,
            String domain,
            List<InputDataset> inputs,
            List<OutputDataset> outputs) {
        return lineage.newRunEventBuilder()
                .eventType(type)
                .eventTime(at.atZone(ZoneOffset.UTC))
                .run(run)
                .job(lineage.newJob(
                        namespace,
                        "adapt/" + domain,
                        lineage.newJobFacetsBuilder()
                                .jobType(lineage.newJobTypeJobFacet("BATCH", "REALIGN", "ADAPTATION"))
                                .build()))
                .inputs(inputs)
                .outputs(outputs)
                .build();
    }

    private RunFacets facets(AdaptationRecord adaptation, EventType type) {
        RunFacetsBuilder facets =
                lineage.newRunFacetsBuilder().parent(parentRun(adaptation.alertId(), adaptation.domain()));
        if (type == EventType.FAIL) {
            facets.errorMessage(lineage.newErrorMessageRunFacet(adaptation.reason(), "JAVA", null));
        }
        if (type != EventType.START) {
            OpenLineage.RunFacet result = lineage.newRunFacet();
            Map<String, Object> properties = result.getAdditionalProperties();
            properties.put("adaptationId", adaptation.id());
            properties.put("alertId", adaptation.alertId());
            properties.put("outcome", adaptation.outcome().name());
            properties.put("reason", adaptation.reason());
            properties.put("seed", adaptation.training().seed());
            facets.put("realign_adaptation", result);
        }
        return facets.build();
    }

    private OpenLineage.ParentRunFacet parentRun(String alertId, String domain) {
        return lineage.newParentRunFacet(
                lineage.newParentRunFacetRun(runId(alertId)),
                lineage.newParentRunFacetJob(namespace, "alert/" + domain),
                null);
    }

    private List<InputDataset> inputs(AdaptationRecord adaptation) {
        return Stream.concat(
                        topicInputs(adaptation.input().offsets()),
                        Stream.of(lineage.newInputDataset(
                                namespace,
                                modelName(adaptation.parent().domain()),
                                versionFacet(adaptation.parent().version()),
                                null)))
                .toList();
    }

    private Stream<InputDataset> topicInputs(List<OffsetRange> ranges) {
        Map<String, List<OffsetRange>> topics =
                ranges.stream().collect(Collectors.groupingBy(OffsetRange::topic, TreeMap::new, Collectors.toList()));
        return topics.entrySet().stream().map(topic -> topicInput(topic.getKey(), topic.getValue()));
    }

    private InputDataset topicInput(String name, List<OffsetRange> ranges) {
        OpenLineage.InputDatasetFacet offsets = lineage.newInputDatasetFacet();
        offsets.getAdditionalProperties()
                .put("ranges", ranges.stream().map(RunEventFactory::range).toList());
        return lineage.newInputDataset(
                kafkaNamespace,
                name,
                null,
                lineage.newInputDatasetInputFacetsBuilder()
                        .put("realign_offsets", offsets)
                        .build());
    }

    private static Map<String, Long> range(OffsetRange range) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("partition", (long) range.partition());
        numbers.put("from", range.from());
        numbers.put("to", range.to());
        return numbers;
    }

    private List<OutputDataset> outputs(AdaptationRecord adaptation) {
        return adaptation.outcome() == Outcome.RELEASED
                ? List.of(lineage.newOutputDataset(
                        namespace, modelName(adaptation.domain()), versionFacet(adaptation.version()), null))
                : List.of();
    }

    private static String modelName(String domain) {
        return "models/" + domain;
    }

    private OpenLineage.DatasetFacets versionFacet(long version) {
        return lineage.newDatasetFacetsBuilder()
                .version(lineage.newDatasetVersionDatasetFacet(Long.toString(version)))
                .build();
    }

    private static UUID runId(String id) {
        return UUID.nameUUIDFromBytes(id.getBytes(UTF_8));
    }
}
