package io.realign.rollout;

import io.realign.model.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The steps in which a release takes the place of its predecessor: first it is loaded everywhere and scores nothing, then
 * it scores one share after the other, and in the end all.
 *
 * @param shares of {@link Exposure#ALL} events, the shares between none and all, growing
 * @param shadow of {@link Exposure#ALL} events, on how many it is compared with its predecessor, as far as that scores so
 *     many
 * @param bake how long a step lasts at least
 * @param events how many events have to be compared before a step is judged
 * @param patience how long a step waits for consumers that have not loaded the release
 * @param approval whether a release scores nothing before a person says so
 */
public record RolloutPlan(
        List<Integer> shares, int shadow, Duration bake, long events, Duration patience, boolean approval) {
    public RolloutPlan {
        shares = List.copyOf(shares);
        int before = 0;
        for (int share : shares) {
            if (share <= before || share >= Exposure.ALL) {
                throw new IllegalArgumentException(
                        "expected growing shares between 0 and %d, got %s".formatted(Exposure.ALL, shares));
            }
            before = share;
        }
        if (shadow < 0 || shadow > Exposure.ALL) {
            throw new IllegalArgumentException(
                    "expected to compare on 0 to %d events, got %d".formatted(Exposure.ALL, shadow));
        }
        if (bake.isNegative() || patience.isNegative() || events < 0) {
            throw new IllegalArgumentException(
                    "expected a bake time, a patience and events of zero or more, got %s, %s and %d"
                            .formatted(bake, patience, events));
        }
    }

    /** Where a release begins. */
    public Exposure first(Instant now) {
        return new Exposure(0, 0, shadow, approval, now, approval ? "waits for approval" : "");
    }

    /** The step after one. */
    public Exposure after(Exposure step, Instant now, String reason) {
        int share =
                shares.stream().filter(next -> next > step.share()).findFirst().orElse(Exposure.ALL);
        return new Exposure(step.step() + 1, share, Math.min(shadow, Exposure.ALL - share), false, now, reason);
    }
}
