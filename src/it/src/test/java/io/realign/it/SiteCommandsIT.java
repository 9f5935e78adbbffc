package io.realign.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.realign.it.Documents.Command;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the documented commands that need a site with an adapted model: HTTP requests and replays. */
@ExtendWith(ThreeSiteScenario.SharedResolver.class)
class SiteCommandsIT {
    private static final String REPLAY = "java -jar src/cli/target/realign.jar replay ";

    /** Returns whether this test runs the command. */
    static boolean runs(Command command) {
        return command.text().startsWith("curl ") || command.text().startsWith(REPLAY);
    }

    @TestFactory
    Stream<DynamicTest> command_succeeds_orIsNotApplicable(ThreeSiteScenario sites) throws IOException {
        return Documents.commands().stream()
                .filter(SiteCommandsIT::runs)
                .map(command -> dynamicTest(command.toString(), () -> {
                    String text = command.text()
                            .replace("http://127.0.0.1:8080", sites.deployment.adapterAddress())
                            .replace("oven-3", sites.adaptedSite.domain());
                    if (text.startsWith(REPLAY)) {
                        replay(sites.deployment, text);
                    } else {
                        request(text);
                    }
                }));
    }

    /** A rollout command returns 409 if no rollout is in progress. */
    private static void request(String curl) {
        String output = execute(curl.replaceFirst("curl", "curl -sS -w '\\\\n%{http_code}'"), Map.of());
        String status = output.substring(output.lastIndexOf('\n') + 1);
        assertThat(status).as(output).isIn(curl.contains("--json") ? List.of("202", "409") : List.of("200", "202"));
    }

    private static void replay(LocalDeployment deployment, String command) {
        assertThat(execute(
                        command,
                        Map.of(
                                "REALIGN_BOOTSTRAP", deployment.bootstrap(),
                                "REALIGN_ADAPTER", deployment.adapterAddress(),
                                "REALIGN_TRUSTED_KEYS", deployment.trustedKeys().toString(),
                                "OMP_NUM_THREADS", "1")))
                .contains("identical");
    }

    private static String execute(String command, Map<String, String> environment) {
        return CommandResult.run(List.of("bash", "-c", command), Documents.ROOT, environment)
                .requireSuccess();
    }
}
