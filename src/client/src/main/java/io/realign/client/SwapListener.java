package io.realign.client;

/** Listener for changes of the traffic share of a release. */
@FunctionalInterface
public interface SwapListener {
    /**
     * Called on the loading thread after a swap. The next release is loaded after this method returns. Exceptions are logged.
     *
     * @param domain domain of the release, {@link io.realign.model.ModelRelease#SHARED} for the shared one
     * @param version version of the release
     * @param share traffic share in thousandths of the events of the domain; the previous release scores the others
     */
    void swapped(String domain, long version, int share);

    /** Called instead of {@link #swapped(String, long, int)}, with more details. Delegates to it by default. */
    default void swapped(ModelSwap swap) {
        swapped(swap.domain(), swap.version(), swap.trafficShare());
    }
}
