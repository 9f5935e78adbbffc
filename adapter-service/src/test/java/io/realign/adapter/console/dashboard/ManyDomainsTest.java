package io.realign.adapter.console.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.realign.adapter.console.dashboard.DashboardFixtures.SOURCE;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.realign.adapter.Eventually;
import io.realign.adapter.KafkaTestClient;
import io.realign.adapter.console.history.HistoryBatch;
import io.realign.adapter.console.history.HistoryStore;
import io.realign.adapter.console.history.TimestampedMessage;
import io.realign.adapter.console.history.WindowPoint;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The page with 1000 domains. Response times are printed but not asserted, as they depend on the machine. With
 * {@code -Dweek=true} each domain has one window per ten minutes for a week, and the page stays open for one minute.
 */
@QuarkusTest
@TestProfile(ManyDomainsTest.DedicatedProfile.class)
class ManyDomainsTest {
    private static final boolean WEEK = Boolean.getBoolean("week");
    private static final int DOMAINS = 1000;
    private static final int WINDOWS = WEEK ? 1008 : 12;
    private static final int SECONDS = WEEK ? 60 : 3;
    /** Sends the windows of one hour, one per domain and ten minutes, within one minute. */
    private static final int WINDOWS_PER_SECOND = 100;

    private static final String MEASURE_FRAMES = """
            seconds => new Promise(resolve => {
              const frames = [];
              let last = performance.now();
              const end = last + 1000 * seconds;
              requestAnimationFrame(function frame(now) {
                frames.push(now - last);
                last = now;
                if (now < end) requestAnimationFrame(frame);
                else resolve(frames.slice(1).sort((a, b) => a - b));
              });
            })
            """;

    private static Chromium chromium;

    @TestHTTPResource
    URI service;

    @Inject
    HistoryStore history;

    @Inject
    LiveViewBroadcaster broadcaster;

    @ConfigProperty(name = "realign.bootstrap")
    String bootstrap;

    @BeforeAll
    static void openBrowser() {
        chromium = Chromium.open();
    }

    @AfterAll
    static void closeBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void page_staysResponsive_andItsHeapDoesNotGrow() {
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        fillHistory(end);
        broadcaster.apply(view -> {
            view.restore(history);
            return List.of();
        });
        try (BrowserContext context = chromium.browser()
                        .newContext(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
                KafkaTestClient kafka = new KafkaTestClient(bootstrap)) {
            Page page = context.newPage();
            long startedAt = System.nanoTime();
            page.navigate(service.toString());
            assertThat(page.locator("#domains > li")).hasCount(DOMAINS);
            page.locator("#search").fill("domain-077");
            assertThat(page.locator("#domains > li")).hasCount(10);
            long interactiveMillis = (System.nanoTime() - startedAt) / 1_000_000;
            page.locator("#search").fill("");
            assertThat(page.locator("#domains > li")).hasCount(DOMAINS);

            CDPSession devTools = context.newCDPSession(page);
            double heapBytesBefore = heapBytes(devTools);
            List<Double> frames = measureFrames(page, kafka, end);
            double heapBytesAfter = heapBytes(devTools);
            assertThat(page.locator(
                                    "#domains .card",
                                    new Page.LocatorOptions()
                                            .setHasText(name((SECONDS * WINDOWS_PER_SECOND - 1) % DOMAINS)))
                            .locator(".updated"))
                    .hasText(Pattern.compile("now|.*sec.*"));

            startedAt = System.nanoTime();
            page.navigate(service + "#/domains/domain-0500");
            assertThat(page.locator("#chart canvas")).isVisible();
            long chartMillis = (System.nanoTime() - startedAt) / 1_000_000;
            System.out.printf(
                    "%d domains of %d windows: interactive after %d ms, chart of one after %d ms; %d windows a second for %d s:"
                            + " %d frames, median %.0f ms, p95 %.0f ms, longest %.0f ms; heap %.1f MB before, %.1f MB after%n",
                    DOMAINS,
                    WINDOWS,
                    interactiveMillis,
                    chartMillis,
                    WINDOWS_PER_SECOND,
                    SECONDS,
                    frames.size(),
                    frames.get(frames.size() / 2),
                    frames.get(frames.size() * 95 / 100),
                    frames.get(frames.size() - 1),
                    heapBytesBefore / 1e6,
                    heapBytesAfter / 1e6);
            Assertions.assertThat(heapBytesAfter).isLessThan(1.25 * heapBytesBefore);
        }
    }

    private List<Double> measureFrames(Page page, KafkaTestClient kafka, Instant end) {
        Thread sender = new Thread(() -> send(kafka, end));
        sender.start();
        Object frames = page.evaluate(MEASURE_FRAMES, SECONDS);
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        String last = name((SECONDS * WINDOWS_PER_SECOND - 1) % DOMAINS);
        Eventually.get("the last window", () -> broadcaster
                .find(last)
                .orElseThrow()
                .newestWindow()
                .filter(window -> window.message().end().isAfter(end))
                .orElse(null));
        return ((List<?>) frames)
                .stream().map(frame -> ((Number) frame).doubleValue()).toList();
    }

    private static void send(KafkaTestClient kafka, Instant end) {
        Random random = new Random(3);
        for (int second = 0; second < SECONDS; second++) {
            long nextSecondNanos = System.nanoTime() + 1_000_000_000L;
            for (int i = 0; i < WINDOWS_PER_SECOND; i++) {
                int number = second * WINDOWS_PER_SECOND + i;
                kafka.send(
                        Topics.DRIFT_WINDOWS,
                        name(number % DOMAINS),
                        List.of(window(
                                name(number % DOMAINS),
                                end.plusSeconds(number + 1L),
                                random.nextDouble(),
                                WINDOWS + number)));
            }
            pause(nextSecondNanos - System.nanoTime());
        }
    }

    private static void pause(long nanos) {
        try {
            Thread.sleep(Math.max(0, nanos / 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void fillHistory(Instant end) {
        Random random = new Random(2);
        for (int i = 0; i < DOMAINS; i++) {
            String domain = name(i);
            HistoryBatch batch = new HistoryBatch();
            Function<Integer, Instant> time = number -> end.minus(10L * (WINDOWS - number), ChronoUnit.MINUTES);
            IntStream.range(0, WINDOWS)
                    .mapToObj(number -> window(domain, time.apply(number), 0.9 * random.nextDouble(), number))
                    .forEach(window -> batch.addWindow(new TimestampedMessage<>(WindowPoint.of(window), window.end())));
            history.write(batch);
        }
    }

    private static DriftWindow window(String domain, Instant end, double score, int number) {
        DriftWindow template = DashboardFixtures.window(domain, number, score, SOURCE);
        return new DriftWindow(
                template.id(),
                domain,
                template.reference(),
                template.referenceVersion(),
                template.state(),
                template.channel(),
                end.minusSeconds(1),
                end,
                template.count(),
                template.mmd2(),
                template.score(),
                template.sourceMmd2(),
                template.promise(),
                template.offsets());
    }

    private static String name(int number) {
        return "domain-%04d".formatted(number);
    }

    /** A dedicated service, so that the 1000 domains do not affect other tests. */
    public static final class DedicatedProfile implements QuarkusTestProfile {
        private final AlertsDisabledProfile template = new AlertsDisabledProfile();

        @Override
        public Map<String, String> getConfigOverrides() {
            return template.getConfigOverrides();
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return template.testResources();
        }
    }

    /** Heap size after a garbage collection. */
    private static double heapBytes(CDPSession devTools) {
        devTools.send("HeapProfiler.collectGarbage");
        return devTools.send("Runtime.getHeapUsage").get("usedSize").getAsDouble();
    }
}
