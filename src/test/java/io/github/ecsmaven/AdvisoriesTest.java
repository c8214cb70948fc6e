package io.github.ecsmaven;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.junit.jupiter.api.Test;

/** No library of the plugin is of a version of which {@code advisories.txt} knows that it is vulnerable. */
class AdvisoriesTest {
    // cyclonedx:makeBom writes it in process-test-classes.
    private static final Path BILL = Path.of("target/bom.json");
    private static final Path ADVISORIES = Path.of("src/test/resources/advisories.txt");

    private record Known(String library, String fixedIn, String advisories) {
        static Known of(String line) {
            String[] cells = line.split("\\s*\\|\\s*");
            return new Known(cells[0], cells[1], cells[2]);
        }
    }

    private static List<Known> known() throws IOException {
        return Files.readAllLines(ADVISORIES).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Known::of)
                .toList();
    }

    private static Map<String, String> versions() throws IOException {
        Map<String, String> versions = new HashMap<>();
        for (JsonNode component : new ObjectMapper().readTree(BILL.toFile()).path("components")) {
            versions.put(
                    component.path("group").asText() + ":"
                            + component.path("name").asText(),
                    component.path("version").asText());
        }
        return versions;
    }

    @Test
    void noLibraryIsKnownToBeVulnerable() throws IOException {
        Map<String, String> versions = versions();

        assertThat(known()).isNotEmpty().allSatisfy(known -> assertThat(versions.get(known.library()))
                .as("%s, fixed in %s: %s", known.library(), known.fixedIn(), known.advisories())
                .isNotNull()
                .matches(version ->
                        new ComparableVersion(version).compareTo(new ComparableVersion(known.fixedIn())) >= 0));
    }
}
