package io.realign.alert;

/** The domain has not moved since it was last said what it does. */
public sealed interface StableState extends DriftState
        permits QuietState, RecoveredState, AdaptedState, PersistingState {}
