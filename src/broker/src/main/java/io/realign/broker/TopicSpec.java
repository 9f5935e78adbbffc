package io.realign.broker;

/**
 * A topic to create.
 *
 * @param name topic name
 * @param partitions number of partitions, at least 1
 * @param compacted whether the cleanup policy is {@code compact}
 */
public record TopicSpec(String name, int partitions, boolean compacted) {}
