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

/** Every command that a document shows does what it is there for. A line is printed for each that says how it was held. */
@ExtendWith(ThreeSiteScenario.SharedResolver.class)
@TestInstance(Lifecycle.PER_CLASS)
class CommandsIT {
    private static final Path ROOT = Documents.ROOT;

    private static final Pattern REALIGN = Pattern.compile("java -jar src/cli/target/realign\\.jar ?(.*)");
    private static final Pattern REGION = Pattern.compile("(?s)// data.md begins here\\R(.*)// data.md ends here");

    private ThreeSiteScenario sites;
    private DocumentedInstallation book;
    private PythonCommands python;
    private KafkaConnectCommands connect;

    @BeforeAll
    void start(ThreeSiteScenario shared, @TempDir Path work) throws IOException {
        sites = shared;
        book = new DocumentedInstallation(work);
        book.start();
        python = new PythonCommands(book);
        connect = new KafkaConnectCommands(book);
    }

    @AfterAll
    void close() throws IOException {
        if (book != null) {
            book.close();
        }
    }

    @Test
    void everyCommand_isHeld() throws IOException {
        List<String> loose = new ArrayList<>();
        for (Command command : Documents.commands()) {
            try {
                System.out.println(command + "\n    " + hold(command));
            } catch (AssertionError | IllegalArgumentException e) {
                loose.add(command + "\n    " + e.getMessage());
            }
        }

        assertThat(loose).isEmpty();
    }

    @Test
    void producerOfTheDocument_isCompiled_andReadByTheCodec() throws Exception {
        String source = Files.readString(ROOT.resolve("src/it/src/test/java/io/realign/it/OwnEvent.java"));
        Matcher lines = REGION.matcher(source);
        assertThat(lines.find()).isTrue();

        ExampleProducer.send(book.bootstrap());

        assertThat(squeezed(Documents.code("src/site/data.md", "java", "KafkaProducer")))
                .as("what data.md shows is OwnEvent: show there what stands here")
                .isEqualTo(squeezed(lines.group(1)));
        assertThat(new TopicContents(book.bootstrap()).messages(Topics.TARGET_EVENTS))
                .anyMatch(event -> event.domain().equals("oven-3") && event.id().equals("4711"));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    private String hold(Command command) {
        String text = command.text();
        if (book.wasExecuted(command)) {
            return "ran, with a broker of its own";
        }
        if (StandaloneCommandsIT.runs(command)) {
            return "is run by StandaloneIT, with little to do";
        }
        if (BuildCommandsIT.runs(command)) {
            return "is run by BuildsIT, in a copy of the sources, or is this build";
        }
        if (DemoIT.runs(command)) {
            return "is run by DemoIT, on simulated batches";
        }
        if (text.startsWith("curl ")) {
            return asked(text);
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
        throw new AssertionError("nobody holds this command: let ByTheBook, StandaloneIT or BuildsIT run it");
    }

    /** Questions go to the service of three sites. A command of a person may come at the wrong time, and is understood then. */
    private String asked(String text) {
        String here = text.replace("http://127.0.0.1:8080", sites.deployment.adapterAddress())
                .replace("oven-3", sites.adaptedSite.domain());
        String answer = ran(List.of("bash", "-c", here.replaceFirst("curl", "curl -sS -w '\\\\n%{http_code}'")));
        String status = answer.substring(answer.lastIndexOf('\n') + 1);
        assertThat(status).as(answer).isIn(text.contains("POST") ? List.of("202", "409") : List.of("200", "202"));
        return "ran, and was answered " + status;
    }

    private String realign(List<String> arguments) {
        if (arguments.get(0).equals("replay")) {
            List<String> line = line(arguments).stream()
                    .map(word -> word.replace("oven-3", sites.adaptedSite.domain()))
                    .toList();
            Map<String, String> plant = Map.of(
                    "REALIGN_BOOTSTRAP", sites.deployment.bootstrap(),
                    "REALIGN_ADAPTER", sites.deployment.adapterAddress(),
                    "REALIGN_TRUSTED_KEYS", sites.deployment.trustedKeys().toString(),
                    "OMP_NUM_THREADS", "1");
            assertThat(CommandResult.run(line, ROOT, plant).requireSuccess()).contains("identical");
            return "ran, with the release of another domain";
        }
        return "ran, and said " + ran(line(arguments)).lines().findFirst().orElseThrow();
    }

    private static List<String> line(List<String> arguments) {
        return Stream.concat(Stream.of("java", "-jar", "src/cli/target/realign.jar"), arguments.stream())
                .toList();
    }

    private static String ran(List<String> line) {
        return CommandResult.run(line, ROOT, Map.of()).requireSuccess();
    }
}
