package io.realign;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A room uses itself and the rooms to its left, and the rules know Java alone. */
class PackageDependencyTest {
    private static final List<String> ROOMS = List.of("event", "window", "alert", "adaptation", "model", "rollout");

    private final JavaClasses core = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.realign");

    static Stream<String> rooms() {
        return ROOMS.stream();
    }

    @Test
    void rules_useJavaAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.realign..")
                .because("rules are tested and reused without a framework: do the framework's part in the module that"
                        + " holds it, and hand plain values in")
                .check(core);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void room_doesNotLookRight(String room) {
        String[] right = IntStream.range(ROOMS.indexOf(room) + 1, ROOMS.size())
                .mapToObj(i -> "io.realign." + ROOMS.get(i) + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("io.realign." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(right)
                .because("the loop closes through an event, not through a call: let the room to the right publish a"
                        + " message, or move the type that both need to the left")
                .check(core);
    }

    @Test
    void everyClass_livesInARoom() {
        String[] rooms = ROOMS.stream().map(room -> "io.realign." + room).toArray(String[]::new);
        classes()
                .should()
                .resideInAnyPackage(rooms)
                .because("a class without a room is a rule that nobody will find: name the step of the flow it serves")
                .check(core);
    }
}
