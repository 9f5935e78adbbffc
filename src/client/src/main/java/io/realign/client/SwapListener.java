package io.realign.client;

/** Hears when a release begins to score another share of its domain's events. */
@FunctionalInterface
public interface SwapListener {
    /**
     * Called on the loading thread, after the swap: the next release is not loaded before this returns. What it throws is
     * logged and changes nothing.
     *
     * @param domain the release's domain, {@link io.realign.model.ModelRelease#SHARED} for the shared one
     * @param version the release's version
     * @param share the release scores this many of 1,000 events of the domain; the others are its predecessor's
     */
    void swapped(String domain, long version, int share);

    /** The same for those who want to know more; called instead of the other one. */
    default void swapped(ModelSwap swap) {
        swapped(swap.domain(), swap.version(), swap.trafficShare());
    }
}
