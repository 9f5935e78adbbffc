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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Checks that a test runs every command of the documentation. Prints each command and the test that runs it. */
@TestInstance(Lifecycle.PER_CLASS)
class CommandsIT {
    private static final Path ROOT = Documents.ROOT;

    private static final String REALIGN_COMMAND = "java -jar src/cli/target/realign.jar";
    private static final Pattern DOCUMENTED_CODE = Pattern.compile("(?s)// data.md: begin\\R(.*)// data.md: end");

    private DocumentedInstallation installation;
    private PythonCommands python;
    private KafkaConnectCommands connect;

    @BeforeAll
    void start(@TempDir Path work) throws IOException {
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
    void everyDocumentedCommand_isRun() throws IOException {
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
    void documentedProducer_compiles_andSendsADecodableEvent() throws Exception {
        String source = Files.readString(ROOT.resolve("src/it/src/test/java/io/realign/it/ExampleProducer.java"));
        Matcher snippet = DOCUMENTED_CODE.matcher(source);
        assertThat(snippet.find()).isTrue();

        ExampleProducer.send(installation.bootstrap());

        assertThat(withoutWhitespace(Documents.codeBlock("src/site/data.md", "java", "KafkaProducer")))
                .as("data.md shows the code of ExampleProducer: copy it from there")
                .isEqualTo(withoutWhitespace(snippet.group(1)));
        assertThat(installation.topics.messages(Topics.TARGET_EVENTS))
                .anyMatch(event -> event.domain().equals("oven-3") && event.id().equals("4711"));
    }

    private static String withoutWhitespace(String code) {
        return code.replaceAll("\\s+", "");
    }

    private String runCommand(Command command) {
        String text = command.text();
        if (installation.wasExecuted(command)) {
            return "run by DocumentedInstallation, with a dedicated broker";
        }
        if (StandaloneCommandsIT.runs(command)) {
            return "run by StandaloneCommandsIT, with a reduced workload";
        }
        if (BuildCommandsIT.runs(command)) {
            return "run by BuildCommandsIT in a copy of the sources, or the enclosing build";
        }
        if (DemoIT.runs(command)) {
            return "run by DemoIT, on simulated batches";
        }
        if (SiteCommandsIT.runs(command)) {
            return "run by SiteCommandsIT with ThreeSiteScenario";
        }
        if (command.isIn("python.md") || text.startsWith("python3 produce.py")) {
            return python.run(command);
        }
        if (text.contains("connect")) {
            return connect.run(command);
        }
        if (text.startsWith(REALIGN_COMMAND)) {
            String output = CommandResult.run(List.of(text.split(" +", -1)), ROOT, Map.of())
                    .requireSuccess();
            return "run, first line: " + output.lines().findFirst().orElseThrow();
        }
        throw new AssertionError(
                "no test runs this command: run it in DocumentedInstallation, StandaloneCommandsIT or BuildCommandsIT");
    }
}
