package io.realign.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dependencies between modules and between the packages of the adapter service are acyclic. */
class ModulesIT {
    private static final Path ROOT = Path.of(System.getProperty("realign.root"));

    /** Module directories, and the modules that each may use. */
    private static final Map<String, List<String>> MODULES = modules();

    private static JavaClasses classes;

    private static Map<String, List<String>> modules() {
        Map<String, List<String>> modules = new LinkedHashMap<>();
        modules.put("src", List.of());
        modules.put("src/broker", List.of());
        modules.put("schemas", List.of("src"));
        modules.put("src/learning", List.of("src"));
        modules.put("src/client", List.of("src", "schemas"));
        modules.put("src/replay", List.of("src", "schemas"));
        modules.put("src/connect", List.of("src", "schemas"));
        modules.put("stream-jobs", List.of("src", "schemas", "src/client"));
        modules.put("adapter-service", List.of("src", "schemas", "src/client", "src/learning", "src/replay"));
        modules.put("src/cli", List.of("src", "schemas", "src/broker", "src/client", "src/learning", "src/replay"));
        modules.put(
                "src/lab",
                List.of("src", "schemas", "src/broker", "src/client", "src/learning", "stream-jobs", "src/cli"));
        return modules;
    }

    @BeforeAll
    static void importClasses() {
        // The rules need only the names of classes outside the import.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        classes = new ClassFileImporter()
                .importPaths(MODULES.keySet().stream().map(ModulesIT::output).toList());
    }

    private static Path output(String module) {
        return ROOT.resolve(module).resolve("target/classes");
    }

    private static boolean isIn(JavaClass type, String module) {
        return type.getSource()
                .map(source -> source.getUri()
                        .toString()
                        .startsWith(output(module).toUri().toString()))
                .orElse(false);
    }

    @Test
    void module_dependsOnlyOnItsAllowedModules() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String module : MODULES.keySet()) {
            layers = layers.layer(module).definedBy(describe("in " + module, type -> isIn(type, module)));
        }
        for (Map.Entry<String, List<String>> module : MODULES.entrySet()) {
            layers = module.getValue().isEmpty()
                    ? layers.whereLayer(module.getKey()).mayNotAccessAnyLayer()
                    : layers.whereLayer(module.getKey())
                            .mayOnlyAccessLayers(module.getValue().toArray(String[]::new));
        }

        layers.because("modules exchange records of the core and messages on topics: move the rule into the core, or"
                        + " publish a message")
                .check(classes);
    }

    @Test
    void consoleUsesControl_controlUsesStore_neverTheReverse() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("console")
                .definedBy("io.realign.adapter.console..")
                .layer("control")
                .definedBy("io.realign.adapter.control..")
                .layer("store")
                .definedBy("io.realign.adapter.store..")
                .whereLayer("console")
                .mayOnlyAccessLayers("control", "store")
                .whereLayer("control")
                .mayOnlyAccessLayers("store")
                .whereLayer("store")
                .mayNotAccessAnyLayer()
                .because("adaptation and rollout must work without the dashboard and the history")
                .check(classes);
    }

    @Test
    void simpleTypeName_occursInOnePackageOnly() {
        Map<String, Set<String>> packages = classes.stream()
                .filter(type -> type.isTopLevelClass()
                        && !type.getSimpleName().equals("package-info")
                        && !type.getPackageName().endsWith("jmh_generated"))
                .collect(groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        mapping(JavaClass::getPackageName, toCollection(TreeSet::new))));
        packages.values().removeIf(names -> names.size() == 1);

        assertThat(packages)
                .as("simple names of types in several packages: rename all but one of the types")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("moduleDirectories")
    void module_hasClasses(String module) {
        assertThat(classes.stream().filter(type -> isIn(type, module)))
                .as("classes in %s: build the module first", output(module))
                .isNotEmpty();
    }

    static Set<String> moduleDirectories() {
        return MODULES.keySet();
    }

    @Test
    void javaDeserialisation_isNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .because("deserialising untrusted bytes can execute code: write a codec that checks every length")
                .check(classes);
    }
}
