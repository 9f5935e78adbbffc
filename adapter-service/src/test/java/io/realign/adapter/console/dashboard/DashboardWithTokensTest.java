package io.realign.adapter.console.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.realign.adapter.TokenAuthenticationProfile;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The browser sends its token with all requests of the page, including the event stream. */
@QuarkusTest
@TestProfile(TokenAuthenticationProfile.class)
class DashboardWithTokensTest {
    @TestHTTPResource
    URI service;

    @Test
    void page_connects_withAToken() {
        try (Chromium chromium = Chromium.open()) {
            Browser.NewContextOptions reader =
                    new Browser.NewContextOptions().setHttpCredentials("anna", TokenAuthenticationProfile.READER);
            try (BrowserContext context = chromium.browser().newContext(reader)) {
                Page page = context.newPage();
                page.navigate(service.toString());
                assertThat(page.locator("#connection")).containsText("Connected");
            }
        }
    }
}
