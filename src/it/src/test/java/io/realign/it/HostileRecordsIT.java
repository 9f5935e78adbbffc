package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.realign.cli.simulate.SensorArray;
import io.realign.rollout.Prediction;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sends hostile records to every topic that a program reads, and requires that the loop goes on for every domain. */
@ExtendWith(ThreeSiteScenario.SharedResolver.class)
class HostileRecordsIT {
    private static final Path TABLE = Path.of("target/hostile-records.txt");
    private static final Pattern FORGED_LINE = Pattern.compile("(2026-01-01 )?ERROR forged");
    private static final int MIN_RECORDS = 250;
    private static final int EVENTS_PER_SITE = 60;

    /** Where a hostile record ended. */
    private record Destination(String place, String reason) {}

    @Test
    void hostileRecords_stopNothing_andEachHasADestination(ThreeSiteScenario sites) throws Exception {
        LocalDeployment deployment = sites.deployment;
        AdapterClient client = new AdapterClient(deployment.adapterAddress());
        List<SimulatedSite> all = List.of(sites.adaptedSite, sites.rolledBackSite, sites.rejectedSite);
        List<String> domains = domains(client);
        int predictionsBefore =
                deployment.topics.records(Topics.PREDICTIONS.name()).size();
        int windowsBefore =
                deployment.topics.records(Topics.DRIFT_WINDOWS.name()).size();
        List<HostileRecord> hostile = HostileRecords.create(
                sites.adaptedSite.domain(), new float[SensorArray.SENSORS], validMessages(deployment));

        Map<HostileRecord, RecordMetadata> sent = send(deployment.bootstrap(), hostile);
        deployment.kill("adapter");
        deployment.start(sites.service);
        all.forEach(site -> site.send(EVENTS_PER_SITE));

        deployment.await(
                "a prediction for every valid event",
                () -> predictions(deployment, domains) >= predictionsBefore + all.size() * EVENTS_PER_SITE);
        deployment.await(
                "further windows", () -> decodable(deployment, Topics.DRIFT_WINDOWS) >= windowsBefore + all.size());
        // Valid records of other tests may have dead letters, too, so their number is not enough.
        deployment.await(
                "a destination of every hostile record",
                () -> destinations(sent, deadLetters(deployment)).values().stream()
                        .noneMatch(destination -> destination.place().equals("none")));
        deployment.await("the history", () -> domains(client).equals(domains));

        Map<HostileRecord, Destination> destinations = destinations(sent, deadLetters(deployment));
        print(destinations);
        assertThat(destinations).hasSizeGreaterThanOrEqualTo(MIN_RECORDS);
        assertThat(predictions(deployment, domains)).isEqualTo(predictionsBefore + all.size() * EVENTS_PER_SITE);
        assertThat(jobLogs(deployment))
                .noneMatch(line ->
                        line.contains("RESTARTING") || FORGED_LINE.matcher(line).lookingAt());
    }

    private static Map<Topic<?>, byte[]> validMessages(LocalDeployment deployment) {
        Map<Topic<?>, byte[]> messages = new LinkedHashMap<>();
        Topics.all().stream()
                .filter(topic -> !topic.equals(Topics.SOURCE_EVENTS) && !topic.equals(Topics.TARGET_EVENTS))
                .forEach(topic -> {
                    List<ConsumerRecord<byte[], byte[]>> records = deployment.topics.records(topic.name());
                    messages.put(topic, records.get(records.size() - 1).value());
                });
        return messages;
    }

    /** Compression lets records of many megabytes pass a broker with the default limits. */
    private static Map<HostileRecord, RecordMetadata> send(String bootstrap, List<HostileRecord> hostile)
            throws ExecutionException, InterruptedException {
        Map<HostileRecord, RecordMetadata> sent = new LinkedHashMap<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "compression.type", "gzip", "max.request.size", 32 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (HostileRecord record : hostile) {
                ProducerRecord<byte[], byte[]> outgoing =
                        new ProducerRecord<>(record.topic(), record.key(), record.value());
                record.headers().forEach(outgoing.headers()::add);
                sent.put(record, producer.send(outgoing).get());
            }
        }
        return sent;
    }

    private static Map<HostileRecord, Destination> destinations(
            Map<HostileRecord, RecordMetadata> sent, Map<String, ConsumerRecord<byte[], byte[]>> deadLetters) {
        Map<HostileRecord, Destination> destinations = new LinkedHashMap<>();
        sent.forEach((record, position) -> {
            if (hasDeadLetter(record.topic())) {
                String key = position.topic() + "-" + position.partition() + "@" + position.offset();
                destinations.put(
                        record,
                        Optional.ofNullable(deadLetters.get(key))
                                .map(deadLetter ->
                                        new Destination(deadLetter.topic(), header(deadLetter, DeadLetter.REASON)))
                                .orElse(new Destination("none", "")));
            } else if (record.topic().endsWith(".dlq")) {
                destinations.put(record, new Destination("history", "bounded or skipped"));
            } else {
                destinations.put(record, new Destination("skipped", reason(record)));
            }
        });
        return destinations;
    }

    private static String reason(HostileRecord record) {
        return Topics.byName(record.topic()).codec().decode(record.value()) instanceof DecodeResult.Invalid<?> invalid
                ? invalid.violation().category().name()
                : record.topic().equals(Topics.MODELS.name()) ? "no valid signature" : "matches no release";
    }

    /** Dead letters of hostile records by the position of the original record. */
    private static Map<String, ConsumerRecord<byte[], byte[]>> deadLetters(LocalDeployment deployment) {
        Map<String, ConsumerRecord<byte[], byte[]>> byPosition = new TreeMap<>();
        for (Topic<?> topic : Topics.withDeadLetterTopic()) {
            for (ConsumerRecord<byte[], byte[]> record : deployment.topics.records(topic.deadLetterTopic())) {
                if (record.headers().lastHeader(DeadLetter.TOPIC) != null) {
                    byPosition.put(
                            "%s-%s@%s"
                                    .formatted(
                                            header(record, DeadLetter.TOPIC),
                                            header(record, DeadLetter.PARTITION),
                                            header(record, DeadLetter.OFFSET)),
                            record);
                }
            }
        }
        return byPosition;
    }

    private static boolean hasDeadLetter(String topic) {
        return Topics.withDeadLetterTopic().stream()
                .anyMatch(candidate -> candidate.name().equals(topic));
    }

    private static <T> long decodable(LocalDeployment deployment, Topic<T> topic) {
        return deployment.topics.records(topic.name()).stream()
                .filter(record -> topic.codec().decode(record.value()) instanceof DecodeResult.Valid<T>)
                .count();
    }

    /** Number of predictions of the given domains. */
    private static long predictions(LocalDeployment deployment, List<String> domains) {
        return deployment.topics.records(Topics.PREDICTIONS.name()).stream()
                .filter(record -> Topics.PREDICTIONS.codec().decode(record.value())
                                instanceof DecodeResult.Valid<Prediction> valid
                        && domains.contains(valid.message().domain()))
                .count();
    }

    private static List<String> domains(AdapterClient client) {
        List<String> domains = new ArrayList<>();
        for (JsonNode domain : client.read("/api/domains?limit=1000")) {
            domains.add(domain.get("domain").asText());
        }
        return domains.stream().sorted().toList();
    }

    private static Stream<String> jobLogs(LocalDeployment deployment) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(deployment.logs())) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines.stream();
    }

    private static void print(Map<HostileRecord, Destination> destinations) throws IOException {
        Files.write(
                TABLE,
                destinations.entrySet().stream()
                        .map(entry -> "%-20s %-48s %-20s %s"
                                .formatted(
                                        entry.getKey().topic(),
                                        entry.getKey().kind(),
                                        entry.getValue().place(),
                                        entry.getValue().reason()))
                        .toList());
        Map<String, Long> counts = destinations.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> "%-24s %-24s %s"
                                .formatted(
                                        entry.getKey().topic(),
                                        entry.getValue().place(),
                                        entry.getValue().reason()),
                        TreeMap::new,
                        Collectors.counting()));
        System.out.println(destinations.size() + " hostile records:");
        counts.forEach((line, count) -> System.out.println(line + " " + count));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
