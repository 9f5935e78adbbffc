package io.realign.adapter.control.event;

import io.realign.client.internal.KafkaAccess;
import io.realign.client.internal.KafkaAccessException;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaProgram;
import java.util.Collection;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Checks that all topics exist and that the service may use them. The service does not create them, since their replication
 * depends on the cluster.
 */
public final class RequiredTopics {
    private RequiredTopics() {}

    /**
     * Returns the reason why the service cannot work with the broker yet, and a remedy; empty if all topics exist and the service may
     * use them.
     *
     * @param programs programs whose permissions the service needs with its settings
     */
    public static Optional<String> problem(KafkaConnection kafka, Collection<KafkaProgram> programs) {
        try {
            programs.forEach(program -> new KafkaAccess(kafka, program).check());
            return Optional.empty();
        } catch (KafkaAccessException e) {
            return Optional.of(e.getMessage().replace(System.lineSeparator(), "; "));
        } catch (InterruptException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            // A credential file cannot be read.
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            return Optional.of("realign.bootstrap: expected a Kafka broker that answers, got none at %s (%s)"
                    .formatted(kafka.bootstrapServers(), e.getMessage()));
        }
    }
}
