package io.realign.adapter.control.event;

import io.realign.client.internal.KafkaAccess;
import io.realign.client.internal.KafkaAccessException;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaProgram;
import java.util.Collection;
import org.apache.kafka.common.KafkaException;

/**
 * Checks that all topics exist and that the service may use them. The service does not create them, since their replication
 * depends on the cluster.
 */
public final class RequiredTopics {
    private RequiredTopics() {}

    /**
     * Checks the topics.
     *
     * @param programs the parts of the service that are configured
     * @throws KafkaAccessException if topics or permissions are missing
     * @throws IllegalStateException if the broker does not answer
     */
    public static void check(KafkaConnection kafka, Collection<KafkaProgram> programs) {
        try {
            programs.forEach(program -> new KafkaAccess(kafka, program).check());
        } catch (KafkaAccessException e) {
            throw e;
        } catch (KafkaException e) {
            throw new IllegalStateException(
                    "realign.bootstrap: expected a Kafka broker that answers, got none at " + kafka.bootstrapServers(),
                    e);
        }
    }
}
