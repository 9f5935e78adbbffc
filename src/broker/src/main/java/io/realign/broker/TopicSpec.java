package io.realign.broker;

/**
 * A topic to be made.
 *
 * @param name its name
 * @param partitions how many partitions, from 1
 * @param compacted whether only the newest record of a key is kept for good
 */
public record TopicSpec(String name, int partitions, boolean compacted) {}
