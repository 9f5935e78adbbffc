package io.realign.adapter.adaptation;

/**
 * The live model. The arrays are shared, not copied.
 *
 * @param inference what its consumers run
 * @param continuation what training goes on from
 */
@SuppressWarnings("ArrayRecordComponent")
public record Incumbent(byte[] inference, byte[] continuation) {}
