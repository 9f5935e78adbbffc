package io.realign.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    @Test
    void backoff_doublesUpToTheMaximum() {
        RetryPolicy policy = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(64), 3);

        assertThat(policy.backoff(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.backoff(2)).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy.backoff(6)).isEqualTo(Duration.ofSeconds(32));
        assertThat(policy.backoff(8)).isEqualTo(Duration.ofSeconds(64));
        assertThat(policy.backoff(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(64));
    }

    @Test
    void fixedPolicy_hasConstantBackoff() {
        RetryPolicy policy = RetryPolicy.fixed(Duration.ofSeconds(5));

        assertThat(policy.backoff(1)).isEqualTo(policy.backoff(100)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void closing_endsTheBackoff() {
        RetryPolicy policy = RetryPolicy.fixed(Duration.ofMillis(1));

        assertThat(policy.awaitBackoff(1, new CountDownLatch(1))).isTrue();
        assertThat(policy.awaitBackoff(1, new CountDownLatch(0))).isFalse();
    }
}
