package io.realign.adapter.console.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.realign.adapter.console.dashboard.DashboardFixtures.SOURCE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.realign.adaptation.AdaptationRecord.Outcome;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.adapter.KafkaTestClient;
import io.realign.adapter.control.release.KafkaPublisher;
import io.realign.alert.DriftAlert;
import io.realign.event.ContractViolation;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import io.realign.window.RunLengthPromise;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AlertsDisabledProfile.class)
class DashboardPageTest {
    private static final ModelRelease SHARED = DashboardFixtures.release(ModelRelease.SHARED, 1, "");
    private static final String COUNT_SCORE_PIXELS = """
            canvas => {
              const { width, height } = canvas;
              const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
              let line = 0;
              for (let i = 0; i < pixels.length; i += 4) {
                if (pixels[i] === 63 && pixels[i + 1] === 127 && pixels[i + 2] === 159) line++;
              }
              return line;
            }
            """;

    private static Chromium chromium;

    @ConfigProperty(name = "realign.bootstrap")
    String bootstrap;

    @TestHTTPResource
    URI service;

    @Inject
    KafkaPublisher publisher;

    private final List<String> browserErrors = new CopyOnWriteArrayList<>();
    private KafkaTestClient kafka;
    private BrowserContext context;
    private Page page;

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

    @BeforeEach
    void open() {
        kafka = new KafkaTestClient(bootstrap);
        visit(new Browser.NewContextOptions().setViewportSize(1280, 900));
    }

    @AfterEach
    void close() {
        context.close();
        kafka.close();
    }

    @Test
    void page_showsAnAdaptationLive_withoutAReload() {
        page.evaluate("() => { window.loadedOnce = true; }");
        kafka.send(List.of(SHARED));
        kafka.send(Topics.ROLLOUTS, "scorer/0/*", List.of(active("scorer/0", SHARED)));
        sendWindows("oven", 1, 40, SOURCE, 0.2);
        assertThat(card("oven")).containsText("Quiet");
        card("oven").click();
        Locator oven = page.locator(".domain-head");
        assertThat(oven).containsText("Quiet");
        assertThat(chart()).hasAttribute("aria-label", Pattern.compile("Drift score over 40 windows.*"));
        Assertions.assertThat((Integer) page.locator("#chart canvas").evaluate(COUNT_SCORE_PIXELS))
                .isGreaterThan(300);

        sendWindows("oven", 41, 46, SOURCE, 2.2);
        assertThat(oven).containsText("Drifting");
        assertThat(page.locator("#readout")).containsText("suspected, channel raw");

        DriftAlert alert = DashboardFixtures.alert("oven", 1, 46);
        kafka.send(Topics.DRIFT_ALERTS, "oven", List.of(alert));
        assertThat(oven).containsText("Adapting");
        Locator alertRow = page.locator("#alerts tbody tr", new Page.LocatorOptions().setHasText("oven"));
        assertThat(alertRow).hasCount(1);
        assertThat(alertRow).containsText("Adapting");
        assertThat(alertRow).containsText("feature mean (model)");
        assertThat(alertRow.locator("li")).hasText(new String[] {
            "x3 lower, 62 %", "x0 varies more, 21 %, not significant", "class shares explain 35 %"
        });

        ModelRelease release = DashboardFixtures.release("oven", 2, alert.id());
        kafka.send(Topics.ADAPTATIONS, "oven", List.of(DashboardFixtures.adaptation(alert, Outcome.RELEASED, "")));
        kafka.send(List.of(release));
        assertThat(alertRow).containsText("Released v2");
        assertThat(page.locator("#releases > li").first()).containsText("oven v2");
        assertThat(page.locator("#releases > li").first()).containsText("trained from shared v1");
        assertThat(page.locator("#releases > li").first()).containsText("threshold 0.60");

        kafka.send(Topics.ROLLOUTS, "scorer/0/oven", List.of(active("scorer/0", release)));
        assertThat(page.locator("#consumers tbody tr", new Page.LocatorOptions().setHasText("oven v2")))
                .containsText("Active");

        sendWindows("oven", 47, 80, alert.id(), 0.2);
        assertThat(oven).containsText("Recovered");
        assertThat(oven).containsText("v2");
        assertAccessible();
        screenshot("domain");
        page.navigate(service + "#/");
        assertThat(card("oven")).containsText("Recovered");
        assertThat(page.locator(".page-status")).not().containsText("oven");
        Assertions.assertThat(page.evaluate("() => window.loadedOnce")).isEqualTo(true);
        Assertions.assertThat(browserErrors).isEmpty();
    }

    @Test
    void page_showsTheDomainThatNeedsAttention_withTheReason() {
        sendRejectedAdaptation("furnace");
        assertThat(page.locator(".page-status")).containsText("furnace");
        assertThat(page.locator(".page-status")).containsText("rejected");
        assertThat(card("furnace")).containsText("agreement is 0.30, expected at least 0.60");
        assertAccessible();
        openPage("Alerts");
        Locator rejected = page.locator("#alerts tbody tr", new Page.LocatorOptions().setHasText("furnace"));
        assertThat(rejected).containsText("Rejected");
        assertAccessible();
        rejected.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Rejected"))
                .click();
        assertThat(page.locator("h1")).containsText("Adaptation of furnace");
        assertThat(page.locator(".checks [data-passed=false]").first()).containsText("agreement");
        assertAccessible();
        openPage("Adaptations");
        assertThat(page.locator("#adaptations tbody tr", new Page.LocatorOptions().setHasText("furnace")))
                .containsText("Rejected");
        assertAccessible();
        Assertions.assertThat(browserErrors)
                .filteredOn(text -> !text.contains("404"))
                .isEmpty();
    }

    @Test
    void promise_isShownAsARange_orTheDomainAsNotCalibrated() {
        DriftAlert alert = DashboardFixtures.alert("crucible", 1, 4);
        sendWindows("crucible", 1, 4, SOURCE, 0.2);
        kafka.send(Topics.DRIFT_ALERTS, "crucible", List.of(alert));
        String rate = "1 false alert per 10,000 events (6,100 to 16,400)";
        assertThat(card("crucible")).containsText(rate);
        page.navigate(service + "#/domains/crucible");
        assertThat(page.locator(".domain-head")).containsText(rate);
        assertThat(page.locator("#alerts tbody tr").first())
                .containsText("1 false alert per 100,000 events (61,000 to 164,000)");

        String reason = "the reference events are not in random order";
        kafka.send(
                Topics.DRIFT_WINDOWS,
                "crucible",
                List.of(DashboardFixtures.window(
                        "crucible",
                        5,
                        0.2,
                        SOURCE,
                        DriftWindow.State.QUIET,
                        new RunLengthPromise(10_000, 6_100, 16_400, reason))));

        assertThat(page.locator(".domain-head")).containsText("NOT CALIBRATED " + reason);
        assertAccessible();
        screenshot("not-calibrated-domain");
        page.navigate(service + "#/");
        assertThat(card("crucible")).containsText("NOT CALIBRATED " + reason);
        assertThat(page.locator(".page-status")).containsText("domains are not calibrated: crucible");
        assertAccessible();
        screenshot("not-calibrated-overview");
        visit(new Browser.NewContextOptions().setViewportSize(1280, 900).setColorScheme(ColorScheme.DARK));
        assertThat(card("crucible")).containsText("NOT CALIBRATED");
        assertAccessible();
        screenshot("not-calibrated-dark");
        Assertions.assertThat(browserErrors).isEmpty();
    }

    @Test
    void rolledBackRelease_isShownWithItsReason_insteadOfAsReleased() {
        DriftAlert alert = DashboardFixtures.alert("retort", 1, 4);
        ModelRelease serving = DashboardFixtures.release("retort", 1, "");
        ModelRelease release = DashboardFixtures.release("retort", 2, alert.id())
                .replacing(serving, PredictionChange.NONE, TrafficSplit.FULL_TRAFFIC);
        sendWindows("retort", 1, 4, SOURCE, 0.2);
        kafka.send(Topics.DRIFT_ALERTS, "retort", List.of(alert));
        kafka.send(Topics.ADAPTATIONS, "retort", List.of(DashboardFixtures.adaptation(alert, Outcome.RELEASED, "")));
        kafka.send(List.of(serving, release));
        page.navigate(service + "#/domains/retort");
        Locator alertRow = page.locator("#alerts tbody tr").first();
        assertThat(alertRow).containsText("Released v2");

        kafka.send(List.of(release.rollback(
                Provenance.UNKNOWN, DashboardFixtures.second(9), Duration.ofDays(1), "the confidence has fallen")));

        assertThat(alertRow).containsText("Rolled back v2");
        assertThat(alertRow).containsText("rolled back by v3 at");
        assertThat(alertRow).containsText("the confidence has fallen");
        assertThat(page.locator("#releases > li", new Page.LocatorOptions().setHasText("retort v2")))
                .containsText("Rolled back");
        assertAccessible();
    }

    @Test
    void deadLetter_isRedriven_andMarked() {
        publisher.publish(DeadLetter.of(
                new ContractViolation(ContractViolation.Reason.WRONG_SHAPE, "expected 4 features, got 3"),
                Topics.TARGET_EVENTS.name(),
                0,
                17,
                "test",
                "oven".getBytes(UTF_8),
                new byte[] {1}));
        openPage("Dead letters");
        Locator deadLetter = page.locator("#dead-letters tbody tr").first();
        assertThat(deadLetter).containsText("wrong shape");
        assertThat(deadLetter).containsText("expected 4 features, got 3");
        assertAccessible();
        deadLetter.getByRole(AriaRole.BUTTON).click();
        assertThat(deadLetter).containsText("redriven ");
        assertThat(page.locator(".counts")).containsText("1 redriven");
        Assertions.assertThat(kafka.records(Topics.TARGET_EVENTS.name()))
                .filteredOn(sent -> sent.headers().lastHeader(DeadLetter.REDRIVEN) != null)
                .hasSize(1)
                .allSatisfy(sent -> Assertions.assertThat(sent.value()).containsExactly(1));
        Assertions.assertThat(browserErrors).isEmpty();
    }

    @Test
    void releases_showTheirRolloutSteps() {
        ModelRelease release = DashboardFixtures.release("muffle", 2, "");
        ModelRelease first = release.replacing(
                SHARED,
                new PredictionChange(128, 0.9, 0, 0.01, 0.02),
                new TrafficSplit(0, 100, 900, false, release.createdAt(), ""));
        kafka.send(List.of(first));
        kafka.send(List.of(
                first.withTraffic(new TrafficSplit(1, 1000, 0, false, release.createdAt(), "no worse on 120 events"))));
        openPage("Releases");
        Locator muffle = page.locator("#releases > li", new Page.LocatorOptions().setHasText("muffle v2"));
        assertThat(muffle.locator(".steps li")).hasText(new Pattern[] {
            Pattern.compile(".*100 %.*no worse on 120 events"), Pattern.compile(".*10 % of the events")
        });
        assertAccessible();
        openPage("Consumers");
        assertThat(page.locator("h1")).hasText("Consumers");
        assertAccessible();
    }

    @Test
    void pendingRelease_isAdvancedOnThePage() {
        ModelRelease waiting = DashboardFixtures.release("annealer", 2, "")
                .replacing(
                        SHARED,
                        new PredictionChange(128, 0.9, 0, 0.01, 0.02),
                        new TrafficSplit(0, 0, 1000, true, DashboardFixtures.START, "waits for approval"));
        sendWindows("annealer", 1, 5, SOURCE, 0.2);
        kafka.send(List.of(SHARED, waiting));
        page.navigate(service + "#/domains/annealer");
        Locator rollout = page.locator("#rollout");
        // The page refreshes the rollout status every five seconds.
        assertThat(rollout)
                .containsText(
                        "v2 scores 0 % of the events, v1 the rest",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
        assertThat(rollout).containsText("waits for approval");
        assertAccessible();
        rollout.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Advance"))
                .click();
        assertThat(rollout).containsText("Published: v2 scores 50 % of the events");
        Assertions.assertThat(browserErrors).isEmpty();
    }

    @Test
    void commandOnAnOutdatedPage_isAConflict() {
        ModelRelease waiting = DashboardFixtures.release("calciner", 2, "")
                .replacing(
                        SHARED,
                        new PredictionChange(128, 0.9, 0, 0.01, 0.02),
                        new TrafficSplit(0, 0, 1000, true, DashboardFixtures.START, "waits for approval"));
        sendWindows("calciner", 1, 5, SOURCE, 0.2);
        kafka.send(List.of(SHARED, waiting));
        page.navigate(service + "#/domains/calciner");
        Locator rollout = page.locator("#rollout");
        assertThat(rollout)
                .containsText(
                        "v2 scores 0 % of the events, v1 the rest",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
        String outdated = (String) page.evaluate("async () => (await fetch('/api/rollouts')).text()");
        page.route(
                "**/api/rollouts",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(outdated)));
        Locator button = rollout.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Roll back"));

        button.click();
        assertThat(rollout).containsText("Published: v3 scores 100 % of the events");
        button.click();

        assertThat(rollout).containsText("Command failed: expected version 2 to be a release with a previous release");
        Assertions.assertThat(kafka.messages(Topics.MODELS))
                .filteredOn(release -> release.domain().equals("calciner"))
                .extracting(ModelRelease::version)
                .containsExactly(2L, 3L);
        Assertions.assertThat(browserErrors).allMatch(text -> text.contains("409"));
    }

    @Test
    void page_fitsAPhone_andFollowsTheColourScheme() {
        sendRejectedAdaptation("kettle");
        assertThat(card("kettle")).containsText("Rejected");
        String light = background();
        visit(new Browser.NewContextOptions().setViewportSize(375, 812).setColorScheme(ColorScheme.DARK));
        assertThat(card("kettle")).containsText("Rejected");
        Assertions.assertThat(background()).isNotEqualTo(light);
        Assertions.assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(375);
        assertAccessible();
        screenshot("phone-dark");
        page.navigate(service + "#/alerts");
        assertThat(page.locator("#alerts td").first()).isVisible();
        Assertions.assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(375);
        page.navigate(service + "#/domains/kettle");
        assertThat(page.locator("#releases")).isAttached();
        assertThat(chart()).isVisible();
        Assertions.assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(375);
        visit(new Browser.NewContextOptions().setViewportSize(1280, 900).setColorScheme(ColorScheme.DARK));
        assertThat(card("kettle")).containsText("Rejected");
        screenshot("dark");
        Assertions.assertThat(browserErrors).isEmpty();
    }

    @Test
    void page_isUsableByKeyboard_andKeepsTheFocusDuringUpdates() {
        sendWindows("lehr", 1, 5, SOURCE, 0.2);
        Locator lehr = card("lehr");
        lehr.focus();
        sendWindows("lehr", 6, 6, SOURCE, 0.2);
        assertThat(lehr).containsText("score 0");
        assertThat(lehr).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).containsText("lehr");
        assertThat(page.locator("#main")).isFocused();
        assertThat(chart()).hasAttribute("aria-label", Pattern.compile("Drift score over 6 windows.*"));

        chart().focus();
        sendWindows("lehr", 7, 7, SOURCE, 0.2);
        assertThat(chart()).hasAttribute("aria-label", Pattern.compile("Drift score over 7 windows.*"));
        assertThat(chart()).isFocused();
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator("#readout")).containsText("10:00");
        Assertions.assertThat(browserErrors).isEmpty();
    }

    @Test
    void chart_showsLiveWindows_beforeTheHistoryDatabaseContainsThem() {
        page.route(
                "**/api/domains/tunnel/windows*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("[]")));
        sendWindows("tunnel", 1, 1, SOURCE, 0.2);
        assertThat(card("tunnel")).containsText("score 0");
        page.navigate(service + "#/domains/tunnel");
        assertThat(chart()).hasAttribute("aria-label", Pattern.compile("Drift score over 1 windows.*"));
        sendWindows("tunnel", 2, 2, SOURCE, 0.2);
        assertThat(chart()).hasAttribute("aria-label", Pattern.compile("Drift score over 2 windows.*"));
        Assertions.assertThat(browserErrors).isEmpty();
    }

    @Test
    void page_showsTheDisconnection_whenTheServiceIsNotResponding() {
        assertThat(page.locator("#connection")).hasText("Connected");
        page.route("**/api/dashboard/events", route -> route.abort());
        page.reload();
        assertThat(page.locator(".page-status")).containsText("The service is not responding");
        assertThat(page.locator("#connection")).hasText("Disconnected");
    }

    private void sendRejectedAdaptation(String domain) {
        DriftAlert alert = DashboardFixtures.alert(domain, 1, 20);
        sendWindows(domain, 1, 14, SOURCE, 0.2);
        sendWindows(domain, 15, 20, SOURCE, 2.2);
        kafka.send(Topics.DRIFT_ALERTS, domain, List.of(alert));
        kafka.send(
                Topics.ADAPTATIONS,
                domain,
                List.of(DashboardFixtures.adaptation(
                        alert, Outcome.REJECTED, "agreement is 0.30, expected at least 0.60")));
        sendWindows(domain, 21, 40, alert.id(), 0.2);
    }

    private void sendWindows(String domain, int from, int to, String reference, double minScore) {
        Random random = new Random(from);
        List<DriftWindow> windows = IntStream.rangeClosed(from, to)
                .mapToObj(second ->
                        DashboardFixtures.window(domain, second, minScore + 0.4 * random.nextDouble(), reference))
                .toList();
        kafka.send(Topics.DRIFT_WINDOWS, domain, windows);
    }

    private static RolloutStatus active(String consumer, ModelRelease release) {
        return DashboardFixtures.rollout(consumer, release, RolloutStatus.State.ACTIVE, "");
    }

    private void openPage(String name) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    /** Requires that axe finds no violation of WCAG 2.1 A and AA with serious or critical impact. */
    private void assertAccessible() {
        Assertions.assertThat(new AxeBuilder(page).analyze().getViolations())
                .filteredOn(violation -> List.of("serious", "critical").contains(violation.getImpact()))
                .extracting(violation ->
                        violation.getId() + ": " + violation.getNodes().get(0).getHtml())
                .as(page.url())
                .isEmpty();
    }

    private Locator card(String domain) {
        return page.locator(
                "#domains .card",
                new Page.LocatorOptions().setHas(page.locator(".name", new Page.LocatorOptions().setHasText(domain))));
    }

    private Locator chart() {
        return page.locator("#chart");
    }

    private String background() {
        return (String) page.evaluate("() => getComputedStyle(document.body).backgroundColor");
    }

    private void visit(Browser.NewContextOptions options) {
        if (context != null) {
            context.close();
        }
        context = chromium.browser()
                .newContext(options.setTimezoneId("UTC").setLocale("en-GB").setReducedMotion(ReducedMotion.REDUCE));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                browserErrors.add(message.text());
            }
        });
        page.onPageError(browserErrors::add);
        page.onRequest(request -> {
            if (!URI.create(request.url()).getAuthority().equals(service.getAuthority())) {
                browserErrors.add("request to another host: " + request.url());
            }
        });
        page.navigate(service.toString());
    }

    private void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "screenshots", name + ".png")));
    }
}
