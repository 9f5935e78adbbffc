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
@ExtendWith(ThreeSites.Shared.class)
@TestInstance(Lifecycle.PER_CLASS)
class CommandsIT {
    private static final Path ROOT = Documents.ROOT;

    private static final Pattern REALIGN = Pattern.compile("java -jar src/cli/target/realign\\.jar ?(.*)");
    private static final Pattern REGION = Pattern.compile("(?s)// data.md begins here\\R(.*)// data.md ends here");

    private ThreeSites sites;
    private ByTheBook book;
    private Python python;
    private Connect connect;

    @BeforeAll
    void start(ThreeSites shared, @TempDir Path work) throws IOException {
        sites = shared;
        book = new ByTheBook(work);
        book.start();
        python = new Python(book);
        connect = new Connect(book);
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

        OwnEvent.send(book.bootstrap());

        assertThat(squeezed(Documents.code("src/site/data.md", "java", "KafkaProducer")))
                .as("what data.md shows is OwnEvent: show there what stands here")
                .isEqualTo(squeezed(lines.group(1)));
        assertThat(new Log(book.bootstrap()).messages(Topics.TARGET_EVENTS))
                .anyMatch(event -> event.domain().equals("oven-3") && event.id().equals("4711"));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    private String hold(Command command) {
        String text = command.text();
        if (book.ran(command)) {
            return "ran, with a broker of its own";
        }
        if (StandaloneIT.runs(command)) {
            return "is run by StandaloneIT, with little to do";
        }
        if (BuildsIT.runs(command)) {
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
        String here = text.replace("http://127.0.0.1:8080", sites.plant.adapterAddress())
                .replace("oven-3", sites.good.domain());
        String answer = ran(List.of("bash", "-c", here.replaceFirst("curl", "curl -sS -w '\\\\n%{http_code}'")));
        String status = answer.substring(answer.lastIndexOf('\n') + 1);
        assertThat(status).as(answer).isIn(text.contains("POST") ? List.of("202", "409") : List.of("200", "202"));
        return "ran, and was answered " + status;
    }

    private String realign(List<String> arguments) {
        if (arguments.get(0).equals("replay")) {
            List<String> line = line(arguments).stream()
                    .map(word -> word.replace("oven-3", sites.good.domain()))
                    .toList();
            Map<String, String> plant = Map.of(
                    "REALIGN_BOOTSTRAP", sites.plant.bootstrap(),
                    "REALIGN_ADAPTER", sites.plant.adapterAddress(),
                    "REALIGN_TRUSTED_KEYS", sites.plant.trustedKeys().toString(),
                    "OMP_NUM_THREADS", "1");
            assertThat(Tried.of(line, ROOT, plant).good()).contains("identical");
            return "ran, with the release of another domain";
        }
        return "ran, and said " + ran(line(arguments)).lines().findFirst().orElseThrow();
    }

    private static List<String> line(List<String> arguments) {
        return Stream.concat(Stream.of("java", "-jar", "src/cli/target/realign.jar"), arguments.stream())
                .toList();
    }

    private static String ran(List<String> line) {
        return Tried.of(line, ROOT, Map.of()).good();
    }
}
