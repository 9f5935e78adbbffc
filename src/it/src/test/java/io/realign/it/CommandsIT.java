package io.realign.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.it.Documents.Command;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every command in a document is run by a test. Prints one line per command with the test that runs it. */
@ExtendWith(ThreeSiteScenario.SharedResolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class CommandsIT {
    private static final Path ROOT = Documents.ROOT;

    private static final Pattern REALIGN = Pattern.compile("java -jar src/cli/target/realign\\.jar ?(.*)");
    private static final Pattern REGION = Pattern.compile("(?s)// data.md begins here\\R(.*)// data.md ends here");

    private ThreeSiteScenario sites;
    private DocumentedInstallation installation;
    private PythonCommands python;
    private KafkaConnectCommands connect;

    @BeforeAll
    void start(ThreeSiteScenario shared, @TempDir Path work) throws IOException {
        sites = shared;
        installation = new DocumentedInstallation(work);
        installation.start();
        python = new PythonCommands(installation);
        connect = new KafkaConnectCommands(installation);
    }

    @AfterAll
    void close() throws IOException {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    void everyCommandOfTheDocuments_isRun() throws IOException {
        List<String> failed = new ArrayList<>();
        for (Command command : Documents.commands()) {
            try {
                System.out.println(command + "\n    " + runCommand(command));
            } catch (AssertionError | IllegalArgumentException e) {
                failed.add(command + "\n    " + e.getMessage());
            }
        }

        assertThat(failed).isEmpty();
    }

    @Test
    void documentedProducer_compiles_andItsEventIsDecoded() throws Exception {
        String source = Files.readString(ROOT.resolve("src/it/src/test/java/io/realign/it/ExampleProducer.java"));
        Matcher lines = REGION.matcher(source);
        assertThat(lines.find()).isTrue();

        ExampleProducer.send(installation.bootstrap());

        assertThat(withoutWhitespace(Documents.code("src/site/data.md", "java", "KafkaProducer")))
                .as("data.md shows the code of ExampleProducer: copy it from there")
                .isEqualTo(withoutWhitespace(lines.group(1)));
        assertThat(new TopicContents(installation.bootstrap()).messages(Topics.TARGET_EVENTS))
                .anyMatch(event -> event.domain().equals("oven-3") && event.id().equals("4711"));
    }

    private static String withoutWhitespace(String code) {
        return code.replaceAll("\\s+", "");
    }

    private String runCommand(Command command) {
        String text = command.text();
        if (installation.wasExecuted(command)) {
            return "run by DocumentedInstallation, with a broker of its own";
        }
        if (StandaloneCommandsIT.runs(command)) {
            return "run by StandaloneCommandsIT, with a reduced workload";
        }
        if (BuildCommandsIT.runs(command)) {
            return "run by BuildCommandsIT, in a copy of the sources, or this build";
        }
        if (DemoIT.runs(command)) {
            return "run by DemoIT, on simulated batches";
        }
        if (text.startsWith("curl ")) {
            return request(text);
        }
        if (command.isIn("python.md") || text.startsWith("python3 produce.py")) {
            return python.run(command);
        }
        if (text.contains("connect")) {
            return connect.run(command);
        }
        Matcher realign = REALIGN.matcher(text);
        if (realign.matches()) {
            return realign(List.of(realign.group(1).split(" +", -1)));
        }
        throw new AssertionError(
                "no test runs this command: run it in DocumentedInstallation, StandaloneCommandsIT or BuildCommandsIT");
    }

    /** Runs a request against the service of the three sites. A command that does not apply at the moment returns 409. */
    private String request(String text) {
        String here = text.replace("http://127.0.0.1:8080", sites.deployment.adapterAddress())
                .replace("oven-3", sites.adaptedSite.domain());
        String answer = execute(List.of("bash", "-c", here.replaceFirst("curl", "curl -sS -w '\\\\n%{http_code}'")));
        String status = answer.substring(answer.lastIndexOf('\n') + 1);
        assertThat(status).as(answer).isIn(text.contains("POST") ? List.of("202", "409") : List.of("200", "202"));
        return "run, status " + status;
    }

    private String realign(List<String> arguments) {
        if (arguments.get(0).equals("replay")) {
            List<String> line = line(arguments).stream()
                    .map(word -> word.replace("oven-3", sites.adaptedSite.domain()))
                    .toList();
            Map<String, String> environment = Map.of(
                    "REALIGN_BOOTSTRAP", sites.deployment.bootstrap(),
                    "REALIGN_ADAPTER", sites.deployment.adapterAddress(),
                    "REALIGN_TRUSTED_KEYS", sites.deployment.trustedKeys().toString(),
                    "OMP_NUM_THREADS", "1");
            assertThat(CommandResult.run(line, ROOT, environment).requireSuccess())
                    .contains("identical");
            return "run, with the release of another domain";
        }
        return "run, first line: "
                + execute(line(arguments)).lines().findFirst().orElseThrow();
    }

    private static List<String> line(List<String> arguments) {
        return Stream.concat(Stream.of("java", "-jar", "src/cli/target/realign.jar"), arguments.stream())
                .toList();
    }

    private static String execute(List<String> line) {
        return CommandResult.run(line, ROOT, Map.of()).requireSuccess();
    }
}
