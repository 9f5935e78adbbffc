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
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every page in a real browser, with what three sites have really been through. Its pictures are those of the tour. */
@ExtendWith(ThreeSiteScenario.SharedResolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class DashboardIT {
    private static final Path PICTURES = Path.of(System.getProperty("realign.tour", "target/tour"));
    private static final String DRAWN = """
            canvas => {
              const { width, height } = canvas;
              const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
              return pixels.filter((value, i) => i % 4 === 3 && value > 0).length;
            }
            """;
    private static final double PATIENCE = 60_000;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
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
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        page.onPageError(complaints::add);
        InvalidRecords.byReason(
                        Topics.TARGET_EVENTS.codec(), sites.adaptedSite.domain(), new float[SensorArray.SENSORS])
                .forEach((reason, bytes) ->
                        sites.deployment.field.sendInvalid(Topics.TARGET_EVENTS, sites.adaptedSite.domain(), bytes));
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            context.close();
            chromium.close();
        }
    }

    @Test
    void everyPage_showsWhatHappened_andKeepsNobodyOut() throws IOException {
        page.navigate(sites.deployment.adapterAddress() + "/");
        assertThat(card(sites.rejectedSite)).containsText("Rejected");
        assertThat(card(sites.rolledBackSite)).containsText("v3");
        assertThat(card(sites.adaptedSite)).containsText("v2");
        look("overview");

        card(sites.adaptedSite).click();
        assertThat(page.locator("h1")).containsText(sites.adaptedSite.domain());
        assertThat(page.locator("#alerts tbody tr")).containsText("Released v2");
        assertThat(page.locator("#releases .steps li")).hasCount(4);
        assertThat(page.locator("#chart canvas")).isVisible();
        look("domain");

        page.locator("#alerts").getByRole(AriaRole.LINK, link("Released v2")).click();
        assertThat(page.locator("h1")).containsText("Adaptation of " + sites.adaptedSite.domain());
        assertThat(page.locator("[aria-label*='alpha: alpha from']").first()).isAttached();
        assertThat(page.locator("[aria-label*='losses: class from']").first()).isAttached();
        assertThat(page.locator(".command")).containsText("replay");
        assertThat(page.locator(".distributions figure").first()).isVisible();
        assertThat(page.locator(".maps canvas")).hasCount(2);
        Assertions.assertThat((Integer) page.locator(".maps canvas").last().evaluate(DRAWN))
                .isGreaterThan(1000);
        look("adaptation");

        page.navigate(sites.deployment.adapterAddress() + "/#/domains/" + sites.rolledBackSite.domain());
        assertThat(page.locator("#releases")).containsText("rolls back to v1");
        look("taken-back");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Diagnose " + sites.rolledBackSite.domain()))
                .click();
        assertThat(page.locator(".recommendation")).isVisible();
        assertThat(page.locator(".diagnosis li").first()).isVisible();
        look("diagnosis");

        list("Alerts", "#alerts tbody tr", 3);
        look("alerts");
        list("Adaptations", "#adaptations tbody tr", 3);
        look("adaptations");
        list("Releases", "#releases > li", 4);
        look("models");
        list("Consumers", "#consumers tbody tr", 6);
        look("consumers");
        list("Dead letters", "#dead-letters tbody tr", 7);
        look("dead-letters");

        Assertions.assertThat(complaints).isEmpty();
    }

    private void list(String name, String items, int least) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
        assertThat(page.locator("h1")).hasText(name);
        assertThat(page.locator(items).nth(least - 1)).isVisible();
    }

    /** Takes a picture, and looks for barriers that axe calls serious. */
    private void look(String name) throws IOException {
        Screenshot.write(
                page.screenshot(new Page.ScreenshotOptions().setFullPage(true)), PICTURES.resolve(name + ".png"));
        Assertions.assertThat(new AxeBuilder(page).analyze().getViolations())
                .filteredOn(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
                .as(name)
                .isEmpty();
    }

    private Locator card(SimulatedSite site) {
        return page.locator("#domains .card", new Page.LocatorOptions().setHasText(site.domain()));
    }

    private static Locator.GetByRoleOptions link(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }
}
