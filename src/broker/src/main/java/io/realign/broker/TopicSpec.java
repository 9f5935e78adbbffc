package io.realign.broker;

/** A topic to create. The cleanup policy of a compacted topic is {@code compact}. */
public record TopicSpec(String name, int partitions, boolean compacted) {}
