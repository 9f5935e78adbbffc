package io.realign.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Modules look left as rooms do, and jobs and service meet in messages alone. */
class ModulesIT {
    private static final Path ROOT = Path.of(System.getProperty("realign.root"));
    private static final List<String> MODULES = List.of(
            "schemas",
            "src/broker",
            "src/learning",
            "src/client",
            "src/connect",
            "stream-jobs",
            "adapter-service",
            "src/cli",
            "src/bench");

    private final JavaClasses classes = new ClassFileImporter()
            .importPaths(MODULES.stream()
                    .map(module -> ROOT.resolve(module).resolve("target/classes"))
                    .toList());

    static Stream<Arguments> notAllowed() {
        return Stream.of(
                Arguments.of(
                        "schemas",
                        List.of("broker", "learning", "client", "connect", "jobs", "adapter", "cli", "bench")),
                Arguments.of(
                        "broker",
                        List.of("schemas", "learning", "client", "connect", "jobs", "adapter", "cli", "bench")),
                Arguments.of(
                        "learning",
                        List.of("schemas", "broker", "client", "connect", "jobs", "adapter", "cli", "bench")),
                Arguments.of("connect", List.of("broker", "learning", "client", "jobs", "adapter", "cli", "bench")),
                Arguments.of("client", List.of("broker", "learning", "connect", "jobs", "adapter", "cli", "bench")),
                Arguments.of("jobs", List.of("broker", "learning", "connect", "adapter", "cli", "bench")),
                Arguments.of("adapter", List.of("broker", "connect", "jobs", "cli", "bench")),
                Arguments.of("cli", List.of("connect", "jobs", "adapter", "bench")),
                Arguments.of("bench", List.of("client", "connect", "adapter")));
    }

    @ParameterizedTest
    @MethodSource("notAllowed")
    void module_dependsOnlyOnModulesToItsLeft(String module, List<String> others) {
        String[] packages =
                others.stream().map(other -> "io.realign." + other + "..").toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("io.realign." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .because("modules meet in the core's records and in messages: move the rule into the core, or say what"
                        + " happened on a topic")
                .check(classes);
    }

    @Test
    void javaDeserialisation_isUsedNowhere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .because("a crafted file would run code: write a small codec and check every length")
                .check(classes);
    }
}
