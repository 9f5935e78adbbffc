package io.realign.it;

import io.realign.it.Documents.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands that take files, one after the other on the tables of {@link ByTheBook}. */
final class OnFiles {
    private static final String JAR = "java -jar src/cli/target/realign.jar ";

    /** What comes later reads what came before. */
    private static final List<String> ORDER =
            List.of("adapt --source", "adapt --from", "evaluate", "diagnose", "streams", "detect");

    private static final Map<String, String> INSTEAD = Map.of(
            "--source FILE", "--source laboratory.csv",
            "--target FILE", "--target oven-3.csv",
            "--data FILE", "--data laboratory.csv",
            "--out DIR", "--out streams",
            "--seed S", "--seed 7");

    private static final Pattern SPACE = Pattern.compile(" +");

    private final Path work;
    private final Set<Command> ran = new HashSet<>();

    /** @param work the directory of the tables */
    OnFiles(Path work) {
        this.work = work;
    }

    void run() throws IOException {
        for (String name : ORDER) {
            for (Command command : Documents.commands()) {
                if (command.text().startsWith(JAR + name)) {
                    Path folder = name.equals("detect") ? work.resolve("streams/gaussian-32") : work;
                    Tried.of(line(command.text().substring(JAR.length())), folder, Map.of("OMP_NUM_THREADS", "1"))
                            .good();
                    ran.add(command);
                }
            }
        }
    }

    boolean ran(Command command) {
        return ran.contains(command);
    }

    private static List<String> line(String arguments) {
        String filled = arguments;
        for (Map.Entry<String, String> words : INSTEAD.entrySet()) {
            filled = filled.replace(words.getKey(), words.getValue());
        }
        String jar = Documents.ROOT.resolve("src/cli/target/realign.jar").toString();
        return Stream.concat(Stream.of("java", "-jar", jar), SPACE.splitAsStream(filled))
                .toList();
    }
}
