package io.realign.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.cli.Realign;
import io.realign.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The configuration reference matches the settings types. {@code -Drealign.write=true} updates it. */
class ConfigurationIT {
    private static final Path ROOT = Path.of(System.getProperty("realign.root"));
    private static final Path DOCUMENT = ROOT.resolve("src/site/configuration.md");
    private static final Path SETTINGS =
            ROOT.resolve("adapter-service/src/main/java/io/realign/adapter/AdapterSettings.java");
    private static final String JOBS = "stream-jobs/target/stream-jobs.jar:stream-jobs/target/lib/*";
    private static final String MARK = "<!-- What follows is generated: ConfigurationIT writes it. -->\n";

    @Test
    void reference_matchesTheSettingsTypes() throws IOException {
        String document = Files.readString(DOCUMENT);
        String manualPart = document.substring(0, document.indexOf(MARK) + MARK.length());
        String expected = manualPart + "\n" + String.join("\n", generated()).strip() + "\n";
        if (Boolean.getBoolean("realign.write")) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("%s differs from the settings types: run ConfigurationIT with -Drealign.write=true", DOCUMENT)
                .isEqualTo(expected);
    }

    private static List<String> generated() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.addAll(List.of("## The adapter service", ""));
        lines.addAll(SettingsReference.of(SETTINGS));
        lines.addAll(List.of("## The jobs", ""));
        lines.addAll(OptionsReference.of(PackagedCommands.commandLine(JOBS, "io.realign.jobs.drift.DriftJob")));
        lines.addAll(OptionsReference.of(PackagedCommands.commandLine(JOBS, "io.realign.jobs.scoring.ScoringJob")));
        lines.addAll(List.of("## The `realign` command", ""));
        lines.addAll(OptionsReference.of(Realign.commandLine()));
        lines.addAll(List.of("## The `lab` command", ""));
        lines.addAll(OptionsReference.of(Lab.commandLine()));
        return lines;
    }
}
