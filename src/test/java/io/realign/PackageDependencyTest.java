package io.realign;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dependencies of the core: each package uses only packages to its left, and only the Java platform. */
class PackageDependencyTest {
    private static final List<String> ROOMS = List.of("event", "window", "alert", "adaptation", "model", "rollout");
    private static final List<String> ADAPTATION = List.of("alpha", "gate", "prior", "budget");

    private static JavaClasses core;

    @BeforeAll
    static void importClasses() {
        // The rules need only the names of classes outside the import.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        core = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.realign");
    }

    static Stream<String> rooms() {
        return ROOMS.stream();
    }

    @Test
    void core_usesJavaPlatformOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.realign..")
                .because(
                        "the core is tested and reused without a framework: use the framework in the module that depends"
                                + " on it, and pass plain values to the core")
                .check(core);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void room_doesNotDependOnRoomsToItsRight(String room) {
        String[] right = IntStream.range(ROOMS.indexOf(room) + 1, ROOMS.size())
                .mapToObj(i -> "io.realign." + ROOMS.get(i) + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("io.realign." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(right)
                .because(
                        "dependencies run event <- window <- alert <- adaptation <- model <- rollout: publish a message"
                                + " from the room to the right, or move the shared type to the left")
                .check(core);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("io.realign.(**)")
                .should()
                .beFreeOfCycles()
                .because(
                        "packages in a cycle cannot be understood one at a time: move the shared type to the package that"
                                + " both already use")
                .check(core);
    }

    @Test
    void alphaAndPrior_dependOnEventOnly() {
        for (String room : List.of("alpha", "prior")) {
            String name = "io.realign.adaptation." + room;
            classes()
                    .that()
                    .resideInAPackage(name)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("java..", "io.realign.event", name)
                    .because("alpha policies and prior estimates are numerical: pass them arrays and signals instead of"
                            + " alerts or records")
                    .check(core);
        }
    }

    @Test
    void everyClass_isInAKnownPackage() {
        String[] packages = Stream.concat(ROOMS.stream(), ADAPTATION.stream().map(name -> "adaptation." + name))
                .map(name -> "io.realign." + name)
                .toArray(String[]::new);
        classes()
                .should()
                .resideInAnyPackage(packages)
                .because(
                        "every class belongs to a step of the flow: move it to the package of that step, or add the new"
                                + " package to this test and document it in a package-info")
                .check(core);
    }

    @Test
    void simpleNames_areUnique() {
        Map<String, Set<String>> packages = core.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getPackageName, Collectors.toSet())));

        assertThat(packages)
                .as("types with the same simple name in two packages: rename one after what distinguishes it")
                .allSatisfy((name, of) -> assertThat(of).as(name).hasSize(1));
    }
}
