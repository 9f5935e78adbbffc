package io.realign.adaptation;

/** How hard the features are pushed to hide the domain, over the course of an adaptation. */
public interface AlphaSchedule {
    /**
     * The coefficient of the reversed gradient.
     *
     * @param progress 0 at the first step, towards 1 at the last
     * @return 0 or more
     */
    double at(double progress);
}
