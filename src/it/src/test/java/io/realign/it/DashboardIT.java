package io.realign.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import io.realign.adapter.console.dashboard.Chromium;
import io.realign.cli.simulate.SensorArray;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Opens every dashboard page with the data of {@link ThreeSiteScenario}, and takes the screenshots of the tour. */
@ExtendWith(ThreeSiteScenario.SharedResolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class DashboardIT {
    private static final Optional<Path> TOUR =
            Optional.ofNullable(System.getProperty("realign.tour")).map(Path::of);
    private static final String COUNT_DRAWN_PIXELS = """
            canvas => {
              const { width, height } = canvas;
              const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
              return pixels.filter((value, i) => i % 4 === 3 && value > 0).length;
            }
            """;
    private static final double TIMEOUT_MILLIS = 60_000;

    private final List<String> pageErrors = new CopyOnWriteArrayList<>();
    private ThreeSiteScenario sites;
    private Chromium chromium;
    private BrowserContext context;
    private Page page;

    @BeforeAll
    void open(ThreeSiteScenario shared) {
        sites = shared;
        chromium = Chromium.open();
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(1280, 860)
                        .setTimezoneId("UTC")
                        .setLocale("en-GB")
                        .setReducedMotion(ReducedMotion.REDUCE));
        page = context.newPage();
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
        page.onPageError(pageErrors::add);
        InvalidRecords.byReason(
                        Topics.TARGET_EVENTS.codec(), sites.adaptedSite.domain(), new float[SensorArray.SENSORS])
                .forEach((reason, bytes) ->
                        sites.deployment.producer.sendInvalid(Topics.TARGET_EVENTS, sites.adaptedSite.domain(), bytes));
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            context.close();
            chromium.close();
        }
    }

    @Test
    void everyPage_showsTheScenario_andIsAccessible() throws IOException {
        page.navigate(sites.deployment.adapterAddress() + "/");
        assertThat(card(sites.rejectedSite)).containsText("Rejected");
        assertThat(card(sites.rolledBackSite)).containsText("v3");
        assertThat(card(sites.adaptedSite)).containsText("v2");
        captureAndCheck("overview");

        card(sites.adaptedSite).click();
        assertThat(page.locator("h1")).containsText(sites.adaptedSite.domain());
        assertThat(page.locator("#alerts tbody tr")).containsText("Released v2");
        assertThat(page.locator("#releases .steps li")).hasCount(4);
        assertThat(page.locator("#chart canvas")).isVisible();
        captureAndCheck("domain");

        page.locator("#alerts").getByRole(AriaRole.LINK, link("Released v2")).click();
        assertThat(page.locator("h1")).containsText("Adaptation of " + sites.adaptedSite.domain());
        assertThat(page.locator("[aria-label*='alpha: alpha from']").first()).isAttached();
        assertThat(page.locator("[aria-label*='losses: class from']").first()).isAttached();
        assertThat(page.locator(".command")).containsText("replay");
        assertThat(page.locator(".distributions figure").first()).isVisible();
        assertThat(page.locator(".maps canvas")).hasCount(2);
        Assertions.assertThat((Integer) page.locator(".maps canvas").last().evaluate(COUNT_DRAWN_PIXELS))
                .isGreaterThan(1000);
        captureAndCheck("adaptation");

        page.navigate(sites.deployment.adapterAddress() + "/#/domains/" + sites.rolledBackSite.domain());
        assertThat(page.locator("#releases")).containsText("rolls back to v1");
        captureAndCheck("rolled-back");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Diagnose " + sites.rolledBackSite.domain()))
                .click();
        assertThat(page.locator(".recommendation")).isVisible();
        assertThat(page.locator(".diagnosis li").first()).isVisible();
        captureAndCheck("diagnosis");

        openList("Alerts", "#alerts tbody tr", 3);
        captureAndCheck("alerts");
        openList("Adaptations", "#adaptations tbody tr", 3);
        captureAndCheck("adaptations");
        openList("Releases", "#releases > li", 4);
        captureAndCheck("models");
        openList("Consumers", "#consumers tbody tr", 6);
        captureAndCheck("consumers");
        openList("Dead letters", "#dead-letters tbody tr", 7);
        captureAndCheck("dead-letters");

        Assertions.assertThat(pageErrors).isEmpty();
    }

    private void openList(String name, String rows, int minimumSize) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
        assertThat(page.locator("h1")).hasText(name);
        assertThat(page.locator(rows).nth(minimumSize - 1)).isVisible();
    }

    /** Takes a screenshot for the tour, and requires that axe finds no accessibility violation with serious or critical impact. */
    private void captureAndCheck(String name) throws IOException {
        if (TOUR.isPresent()) {
            Screenshot.write(
                    page.screenshot(new Page.ScreenshotOptions().setFullPage(true)),
                    TOUR.get().resolve(name + ".png"));
        }
        Assertions.assertThat(new AxeBuilder(page).analyze().getViolations())
                .filteredOn(violation -> List.of("serious", "critical").contains(violation.getImpact()))
                .extracting(violation ->
                        violation.getId() + ": " + violation.getNodes().get(0).getHtml())
                .as("accessibility violations of page " + name)
                .isEmpty();
    }

    private Locator card(SimulatedSite site) {
        return page.locator("#domains .card", new Page.LocatorOptions().setHasText(site.domain()));
    }

    private static Locator.GetByRoleOptions link(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }
}
