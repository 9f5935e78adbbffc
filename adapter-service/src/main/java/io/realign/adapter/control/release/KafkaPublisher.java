package io.realign.adapter.control.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.store.ReleaseArchive;
import io.realign.adapter.tracing.TraceHeaders;
import io.realign.model.ModelRelease;
import io.realign.model.Signer;
import io.realign.schemas.CloudEventAttributes;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.SignedRelease;
import io.realign.schemas.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes releases, adaptation records and dead letters. A method returns after all in-sync replicas have written the message. */
@Singleton
public class KafkaPublisher implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Signer signer;
    private final ReleaseArchive archive;

    /**
     * @param archive stores every release, since the compacted topic retains only the newest release of each domain
     */
    public KafkaPublisher(KafkaConnection kafka, Signer signer, ReleaseArchive archive) {
        this.signer = signer;
        this.archive = archive;
        Map<String, Object> settings = kafka.clientProperties(
                Map.of(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true, ProducerConfig.ACKS_CONFIG, "all"));
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Publishes a release, or the next step of its rollout. */
    public void publish(ModelRelease release) {
        SignedRelease signed = SignedRelease.sign(release, signer);
        Map<String, byte[]> headers =
                new HashMap<>(CloudEventAttributes.of(release).headers());
        headers.putAll(signed.headers());
        TraceHeaders.inject(headers);
        archive.save(release, signed);
        send(Topics.MODELS.name(), signed.key(), signed.value(), headers);
    }

    public void publish(AdaptationRecord adaptation) {
        byte[] value = Topics.ADAPTATIONS.codec().encode(adaptation);
        byte[] key = adaptation.domain().getBytes(UTF_8);
        Map<String, byte[]> headers = CloudEventAttributes.of(adaptation).headers();
        TraceHeaders.inject(headers);
        send(Topics.ADAPTATIONS.name(), key, value, headers);
    }

    public void publish(DeadLetter deadLetter) {
        send(deadLetter.topic() + ".dlq", deadLetter.key(), deadLetter.value(), deadLetter.headers());
    }

    @Override
    @PreDestroy
    public void close() {
        producer.close();
    }

    private void send(String topic, byte[] key, byte[] value, Map<String, byte[]> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        headers.forEach(record.headers()::add);
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot write to " + topic, e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
