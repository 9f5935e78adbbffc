package io.realign.client.internal;

import static java.util.stream.Collectors.joining;

import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaGrant;
import io.realign.schemas.KafkaGrant.Operation;
import io.realign.schemas.KafkaGrant.Resource;
import io.realign.schemas.KafkaProgram;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Checks at the start of a program that the broker authenticates the program, that its topics exist, and that its ACLs are complete.
 * Without the check, a missing ACL would appear at the first use of a topic, as an exception without principal and operation.
 */
public final class KafkaAccess {
    private static final int TIMEOUT_MS = 30_000;
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final KafkaConnection kafka;
    private final KafkaProgram program;

    public KafkaAccess(KafkaConnection kafka, KafkaProgram program) {
        this.kafka = kafka;
        this.program = program;
    }

    /**
     * Waits until a broker answers, then checks the access.
     *
     * @param log receives a message for each failed attempt to reach a broker
     * @throws KafkaAccessException if the broker rejects the program, or if topics or permissions are missing
     */
    public void await(Consumer<String> log) {
        boolean answered = false;
        while (!answered) {
            try {
                check();
                answered = true;
            } catch (KafkaAccessException | InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                log.accept("waiting for the Kafka broker at %s with the protocol %s: %s"
                        .formatted(kafka.bootstrapServers(), kafka.security().protocol(), messages(e)));
                pause();
            }
        }
    }

    /**
     * Checks the access.
     *
     * @throws KafkaAccessException if the broker rejects the program, or if topics or permissions are missing
     * @throws KafkaException if no broker answers
     */
    public void check() {
        try (Admin admin = openAdmin()) {
            List<String> missing = Stream.of(checkTopics(admin), checkGroups(admin), checkTransactionalIds(admin))
                    .flatMap(List::stream)
                    .toList();
            if (!missing.isEmpty()) {
                throw new KafkaAccessException(String.join(System.lineSeparator(), missing));
            }
        } catch (AuthenticationException e) {
            throw new KafkaAccessException(rejection(kafka, e), e);
        }
    }

    /** Throws a {@link KafkaException} caused by a {@link ConfigException} while the broker names cannot be resolved. */
    private Admin openAdmin() {
        try {
            return Admin.create(kafka.clientProperties(
                    Map.of("default.api.timeout.ms", TIMEOUT_MS, "request.timeout.ms", TIMEOUT_MS)));
        } catch (KafkaException e) {
            if (e.getCause() instanceof ConfigException) {
                throw e;
            }
            throw new KafkaAccessException(
                    "cannot connect to Kafka with the protocol %s: %s: check the settings kafka-..."
                            .formatted(kafka.security().protocol(), messages(e)),
                    e);
        }
    }

    /** Explains why a broker rejected an operation of a running program; empty if the operation failed for another reason. */
    public static Optional<String> describeAccessFailure(
            KafkaConnection kafka, Operation operation, Throwable failure) {
        return causes(failure)
                .flatMap(cause -> {
                    if (cause instanceof AuthenticationException) {
                        return Stream.of(rejection(kafka, cause));
                    }
                    return cause instanceof AuthorizationException
                            ? Stream.of("%s may not %s on the Kafka broker at %s: %s: grant it %s on this resource"
                                    .formatted(
                                            kafka.security().principal(),
                                            operation,
                                            kafka.bootstrapServers(),
                                            resource(cause),
                                            operation))
                            : Stream.empty();
                })
                .findFirst();
    }

    private static String rejection(KafkaConnection kafka, Throwable failure) {
        return "the Kafka broker at %s does not accept %s with the protocol %s: %s: check the settings kafka-..."
                .formatted(
                        kafka.bootstrapServers(),
                        kafka.security().principal(),
                        kafka.security().protocol(),
                        messages(failure));
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_DELAY.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static String messages(Throwable failure) {
        return causes(failure)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .distinct()
                .collect(joining(": "));
    }

    private static String resource(Throwable failure) {
        if (failure instanceof TopicAuthorizationException topics) {
            return "topics " + topics.unauthorizedTopics();
        }
        return failure instanceof GroupAuthorizationException group ? "group " + group.groupId() : failure.getMessage();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private List<String> checkTopics(Admin admin) {
        List<KafkaGrant> grants = grants(Resource.TOPIC);
        var described = admin.describeTopics(
                        names(grants), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        return grants.stream()
                .flatMap(grant -> missing(grant, described.get(grant.name()), topic -> topic.authorizedOperations()))
                .toList();
    }

    /** The broker returns no operations for a group that does not exist yet, but rejects principals without access to it. */
    private List<String> checkGroups(Admin admin) {
        List<KafkaGrant> grants = grants(Resource.GROUP);
        var described = admin.describeConsumerGroups(
                        names(grants), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                .describedGroups();
        return grants.stream()
                .flatMap(grant -> missing(grant, described.get(grant.name()), group -> group.authorizedOperations()))
                .toList();
    }

    private List<String> checkTransactionalIds(Admin admin) {
        List<KafkaGrant> grants = grants(Resource.TRANSACTIONAL_ID);
        var described = admin.describeTransactions(names(grants));
        return grants.stream()
                .flatMap(grant -> missing(grant, described.description(grant.name()), found -> null))
                .toList();
    }

    /** Returns a message for a missing resource and for each operation that is not authorized. */
    private <T> Stream<String> missing(
            KafkaGrant grant, KafkaFuture<T> description, AuthorizedOperations<T> operations) {
        try {
            Set<AclOperation> authorized = operations.of(description.get());
            return grant.operations().stream()
                    .filter(operation ->
                            authorized != null && !authorized.contains(AclOperation.valueOf(operation.name())))
                    .map(operation -> missingPermission(grant, Set.of(operation)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Stream.of(missingPermission(grant, grant.operations()));
            }
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Stream.of(
                        "%s: expected on the Kafka broker at %s, got none: create it with `realign broker` or the manifests in k8s"
                                .formatted(grant.describeResource(), kafka.bootstrapServers()));
            }
            if (e.getCause() instanceof GroupIdNotFoundException
                    || e.getCause() instanceof TransactionalIdNotFoundException) {
                return Stream.empty();
            }
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private String missingPermission(KafkaGrant grant, Set<Operation> operations) {
        String verbs = EnumSet.copyOf(operations).stream().map(Operation::name).collect(joining(" and "));
        return "%s may not %s the %s on the Kafka broker at %s: grant it %s on this resource (needed by: %s)"
                .formatted(
                        kafka.security().principal(),
                        verbs,
                        grant.describeResource(),
                        kafka.bootstrapServers(),
                        verbs,
                        program.title());
    }

    private List<KafkaGrant> grants(Resource resource) {
        return program.grants().stream()
                .filter(grant -> grant.resource() == resource)
                .toList();
    }

    private static Collection<String> names(List<KafkaGrant> grants) {
        return grants.stream().map(KafkaGrant::name).toList();
    }

    @FunctionalInterface
    private interface AuthorizedOperations<T> {
        /** The authorized operations; null if the broker does not return them. */
        Set<AclOperation> of(T description);
    }
}
