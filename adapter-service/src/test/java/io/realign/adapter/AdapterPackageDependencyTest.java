package io.realign.adapter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Package dependencies: console may use control and store, control may use store, all other directions are forbidden. */
class AdapterPackageDependencyTest {
    private static final int MAX_ROOT_TYPES = 5;

    private static JavaClasses service;

    @BeforeAll
    static void importClasses() {
        // The rules need only the names of classes outside the import.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        service = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.realign.adapter");
    }

    @ParameterizedTest
    @CsvSource({"control, console", "store, console", "store, control", "tracing, control", "tracing, console"})
    void dependency_isNotReversed(String from, String to) {
        noClasses()
                .that()
                .resideInAPackage("io.realign.adapter." + from + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.realign.adapter." + to + "..")
                .because(
                        "the dashboard and the API observe the control loop; move the shared type down or fire an event")
                .check(service);
    }

    @Test
    void rootPackage_hasAtMostFiveTypes() {
        assertThat(service.stream()
                        .filter(type -> type.getPackageName().equals("io.realign.adapter"))
                        .filter(JavaClass::isTopLevelClass)
                        .map(JavaClass::getSimpleName)
                        .filter(name -> !name.equals("package-info")))
                .hasSizeLessThanOrEqualTo(MAX_ROOT_TYPES);
    }
}
