package io.realign.adapter.instance;

/** State of this process. Several processes may run at once; one of them is the leader. */
public enum InstanceState {
    /** The broker does not answer, or topics are missing. The process retries. */
    WAITING,
    /** Another process is the leader. This one serves the API, and takes over when the leader ends. */
    STANDBY,
    /** This process adapts, publishes releases and decides on rollouts. */
    LEADER
}
