package io.realign.schemas;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Operations that a program performs on a resource of Kafka. A broker with an authorizer needs one ACL for each operation.
 *
 * @param name name of the resource, or the prefix of the names of several resources
 * @param prefixed whether the name is a prefix
 */
public record KafkaGrant(Resource resource, String name, boolean prefixed, Set<Operation> operations) {
    public KafkaGrant {
        requireNonNull(resource);
        operations = Collections.unmodifiableSet(EnumSet.copyOf(operations));
    }

    /** Types of resources; the names are those of Kafka's {@code ResourceType}. */
    public enum Resource {
        TOPIC("topic"),
        GROUP("group"),
        TRANSACTIONAL_ID("transactional id");

        private final String label;

        Resource(String label) {
            this.label = label;
        }
    }

    /** Operations; the names are those of Kafka's {@code AclOperation}. READ and WRITE include the operation DESCRIBE. */
    public enum Operation {
        READ,
        WRITE
    }

    static KafkaGrant topic(String name, Operation... operations) {
        return new KafkaGrant(Resource.TOPIC, name, false, Set.of(operations));
    }

    static KafkaGrant group(String name) {
        return new KafkaGrant(Resource.GROUP, name, false, Set.of(Operation.READ));
    }

    static KafkaGrant groups(String prefix) {
        return new KafkaGrant(Resource.GROUP, prefix, true, Set.of(Operation.READ));
    }

    static KafkaGrant transactionalIds(String prefix) {
        return new KafkaGrant(Resource.TRANSACTIONAL_ID, prefix, true, Set.of(Operation.WRITE));
    }

    /** Type and name of the resource for messages, such as "topic models" or "transactional id drift-job-*". */
    public String describeResource() {
        return resource.label + " " + name + (prefixed ? "*" : "");
    }
}
