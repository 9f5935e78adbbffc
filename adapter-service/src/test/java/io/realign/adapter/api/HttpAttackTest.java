package io.realign.adapter.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.realign.adapter.BrokerResource;
import io.realign.adapter.console.dashboard.Chromium;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests of other sites to a service without tokens, where every accepted request has the role admin. */
@QuarkusTest
@WithTestResource(BrokerResource.class)
class HttpAttackTest extends HttpAttackContract {
    /** Sends every kind of request that a page may send, and returns what the page could read, by kind. */
    private static final String ATTACK = """
            async ([service, domain]) => {
              const url = command => `${service}api/rollouts/${domain}/${command}`;
              const body = '{"version": 2, "step": 0}';
              const json = { 'Content-Type': 'application/json' };
              const text = async request => (await request).text();
              const loaded = element => new Promise(resolve => {
                element.onload = () => resolve('');
                element.onerror = () => resolve('');
                document.body.append(element);
              });
              const form = type => new Promise(resolve => {
                const frame = Object.assign(document.createElement('iframe'), { name: `frame-${type}` });
                const form = Object.assign(document.createElement('form'),
                  { method: 'post', action: url('rollback'), enctype: type, target: frame.name });
                form.append(Object.assign(document.createElement('input'), { name: '{"version": 2, "step": 0, "x": "', value: '"}' }));
                document.body.append(frame, form);
                form.submit();
                frame.onload = () => resolve('');
                setTimeout(() => resolve(''), 5000);
              });
              const attempts = {
                read: () => text(fetch(`${service}api/releases`)),
                readWithHeader: () => text(fetch(`${service}api/releases`, { headers: { 'X-Any': 'x' } })),
                readOpaque: () => text(fetch(`${service}api/releases`, { mode: 'no-cors' })),
                script: () => loaded(Object.assign(document.createElement('script'), { src: `${service}api/releases` })),
                image: () => loaded(Object.assign(document.createElement('img'), { src: `${service}dashboard/favicon.svg` })),
                events: () => new Promise(resolve => {
                  const events = new EventSource(`${service}api/dashboard/events`);
                  events.addEventListener('snapshot', event => resolve(event.data));
                  events.onerror = () => { events.close(); resolve(''); };
                }),
                post: () => text(fetch(url('rollback'), { method: 'POST', mode: 'no-cors' })),
                postText: () => text(fetch(url('rollback'), { method: 'POST', mode: 'no-cors', body })),
                postBlob: () => text(fetch(url('rollback'),
                  { method: 'POST', mode: 'no-cors', body: new Blob([body], { type: 'application/json' }) })),
                postJson: () => text(fetch(url('rollback'), { method: 'POST', headers: json, body })),
                postKey: () => text(fetch(url('advance'), { method: 'POST', headers: { 'Idempotency-Key': 'page' }, body })),
                beacon: async () => { navigator.sendBeacon(url('rollback'), new Blob([body], { type: 'text/plain' })); return ''; },
                form: () => form('application/x-www-form-urlencoded'),
                formText: () => form('text/plain'),
                formMultipart: () => form('multipart/form-data'),
              };
              const read = {};
              for (const [name, attempt] of Object.entries(attempts)) {
                read[name] = await attempt().catch(error => '');
              }
              return read;
            }
            """;

    @Override
    List<String> credentials() {
        return List.of();
    }

    @Test
    void pageOfAnotherOrigin_neitherReadsNorCommands() throws IOException {
        startRollout("browser");
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>Another site</title>".getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        site.start();
        try (Chromium chromium = Chromium.open();
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            for (String host : List.of("127.0.0.1", "localhost", "evil.example")) {
                page.navigate("http://%s:%d/".formatted(host, site.getAddress().getPort()));
                @SuppressWarnings("unchecked")
                Map<String, String> read =
                        (Map<String, String>) page.evaluate(ATTACK, List.of(service.toString(), "browser"));
                assertThat(read).as(host).hasSize(15).allSatisfy((attempt, text) -> assertThat(text)
                        .as(attempt)
                        .isEmpty());
                assertUnchanged("browser");
            }
        } finally {
            site.stop(0);
        }
    }

    @Test
    void pageUnderAReboundName_isRejected() {
        startRollout("rebound");
        try (Chromium chromium = Chromium.open();
                BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            Response response = page.navigate("http://evil.example:%d/api/releases".formatted(service.getPort()));
            assertThat(response.status()).isEqualTo(421);
            assertThat(page.content()).doesNotContain("rebound");
        }
    }
}
