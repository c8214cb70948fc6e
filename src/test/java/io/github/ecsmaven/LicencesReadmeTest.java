package io.github.ecsmaven;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The build's bill of materials names all that a user's build downloads, and under which licence. */
class LicencesReadmeTest {
    // cyclonedx:makeBom and dependency:build-classpath write them in process-test-classes.
    private static final Path BILL = Path.of("target/bom.json");
    private static final Path CLASS_PATH = Path.of("target/closure.txt");

    /** Licences that ask nothing of who only uses a library; of several that a library offers one is enough. */
    private static final Set<String> PERMISSIVE =
            Set.of("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "CC0-1.0");

    private final List<JsonNode> components = components();

    private static List<JsonNode> components() {
        try {
            List<JsonNode> components = new ArrayList<>();
            new ObjectMapper().readTree(BILL.toFile()).path("components").forEach(components::add);
            return components;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> licences(JsonNode component) {
        Set<String> licences = new TreeSet<>();
        for (JsonNode each : component.path("licenses")) {
            JsonNode licence = each.path("license");
            licences.add(licence.path("id")
                    .asText(licence.path("name").asText(each.path("expression").asText())));
        }
        return licences;
    }

    private static String file(JsonNode component) {
        return component.path("name").asText() + "-" + component.path("version").asText() + ".jar";
    }

    @Test
    void theBillHasAllThatIsDownloaded() throws IOException {
        Set<String> jars = Pattern.compile(java.io.File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(Files.readString(CLASS_PATH).strip())
                .map(path -> Path.of(path).getFileName().toString())
                .collect(Collectors.toSet());

        assertThat(components.stream().map(LicencesReadmeTest::file)).containsAll(jars);
    }

    @Test
    void everyLibraryHasALicenceThatIsKnownAndPermissive() {
        assertThat(components).isNotEmpty().allSatisfy(component -> assertThat(licences(component))
                .as("licences of %s", file(component))
                .containsAnyElementsOf(PERMISSIVE));
    }

    @Test
    void everyLibraryHasAHash() {
        assertThat(components).allSatisfy(component -> assertThat(component.path("hashes"))
                .as("hashes of %s", file(component))
                .isNotEmpty());
    }

    @Test
    void listsTheLicences() throws IOException {
        Map<String, Set<String>> byLicence = new TreeMap<>();
        components.forEach(component -> byLicence
                .computeIfAbsent(String.join(" or ", licences(component)), licence -> new TreeSet<>())
                .add(component.path("name").asText()));
        StringBuilder table = new StringBuilder("| licence | libraries |\n|---|---|\n");
        byLicence.forEach((licence, names) -> table.append("| ")
                .append(licence)
                .append(" | ")
                .append(String.join(", ", names))
                .append(" |\n"));

        ReadmeSection.assertReads("licences", table.toString());
    }
}
