package io.realign.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documentation, and the shell commands in its code blocks. */
final class Documents {
    static final Path ROOT = Path.of(System.getProperty("realign.root"));
    private static final Path SITE = ROOT.resolve("src/site");

    private static final String ASSIGNMENTS = "(?:[A-Z][A-Z0-9_]*=\\S+(?: +|$))";
    private static final Pattern COMMAND = Pattern.compile(ASSIGNMENTS + "+$|" + ASSIGNMENTS
            + "*(?:\\./\\S+|(?:apt-get|apt|bash|cat|cd|connect-\\S+|cp|curl|docker|echo|export|git|helm|jq|java|kafka-\\S+|kcat|kubectl"
            + "|kustomize|mkdir|mvn|node|npm|npx|openssl|pip3?|promtool|python3?|sh|sudo|wget)(?: .*|$))");
    private static final Pattern FENCE = Pattern.compile("^\\s*```(\\w*)\\s*$");
    private static final Pattern INDENTED_CODE = Pattern.compile("^ {4,}\\S.*");
    private static final Pattern TRAILING_COMMENT = Pattern.compile("\\s{2,}# .*$");
    private static final List<String> SHELLS = List.of("", "sh", "bash", "shell", "console");

    private Documents() {}

    /** A shell command on one line of a document. */
    record Command(Path document, int line, String text) {
        boolean isIn(String name) {
            return document.endsWith(name);
        }

        @Override
        public String toString() {
            return "%s:%d  %s".formatted(ROOT.relativize(document), line, text);
        }
    }

    static List<Path> all() throws IOException {
        try (Stream<Path> site = Files.list(SITE)) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")),
                            site.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    static List<Command> commands() throws IOException {
        List<Command> all = new ArrayList<>();
        for (Path document : all()) {
            all.addAll(commands(document));
        }
        return all;
    }

    static List<Command> commands(String name) {
        try {
            return commands(ROOT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first code block in this language that contains the text. */
    static String codeBlock(String name, String language, String text) {
        try {
            return Pattern.compile("(?ms)^```" + language + "\\R(.*?)^```$")
                    .matcher(Files.readString(ROOT.resolve(name)))
                    .results()
                    .map(match -> match.group(1))
                    .filter(code -> code.contains(text))
                    .findFirst()
                    .orElseThrow(
                            () -> new AssertionError("expected a code block in %s that contains '%s' in %s, got none"
                                    .formatted(language, text, name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Command> commands(Path document) throws IOException {
        List<Command> found = new ArrayList<>();
        List<String> lines = Files.readAllLines(document);
        String fence = null;
        for (int i = 0; i < lines.size(); i++) {
            Matcher fenceMatcher = FENCE.matcher(lines.get(i));
            if (fenceMatcher.matches()) {
                fence = fence == null ? fenceMatcher.group(1) : null;
                continue;
            }
            boolean isCode = fence == null ? INDENTED_CODE.matcher(lines.get(i)).matches() : SHELLS.contains(fence);
            String text =
                    TRAILING_COMMENT.matcher(lines.get(i)).replaceFirst("").strip();
            if (isCode && COMMAND.matcher(text).matches()) {
                found.add(new Command(document, i + 1, text));
            }
        }
        return found;
    }
}
