package io.github.ecsmaven.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ReadmeSection;
import io.github.ecsmaven.aws.SystemProperties;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong around a deployment, at every step of it: no row tells success falsely, hangs, loses what was there, needs a hand, or
 * shows a secret, and {@code src/site/markdown/faults.md} says what a user sees, the README how many runs had which end. Needs root and
 * the engines that {@code src/it/faults.sh} starts. {@code -Dfaults.only} is a regular expression for the cases to try,
 * {@code -Dreadme.update} writes both.
 */
@Tag("support")
@Timeout(900)
class FaultMatrixTest {
    private static final Path PAGE = Path.of("src/site/markdown/faults.md");
    private static final String COMMAND = "sh src/it/faults.sh";
    private static final Pattern ONLY = Pattern.compile(System.getProperty("faults.only", ""));

    private final SystemProperties properties = new SystemProperties();

    @TempDir
    Path directory;

    @Test
    void everyFaultIsToldAndNothingIsLost() throws Exception {
        List<Finding> findings = findings();
        FaultPage page = new FaultPage(findings);
        System.out.println(page.markdown(COMMAND));
        System.out.println(page.summary());
        assertThat(findings)
                .filteredOn(finding -> !finding.broken().isEmpty())
                .as("faults with which a promise is broken")
                .isEmpty();
        if (ONLY.pattern().isEmpty()) {
            assertThat(page.size()).isGreaterThanOrEqualTo(80);
            assertThatPageReads(page.markdown(COMMAND));
            ReadmeSection.assertReads("faults", page.summary());
        }
    }

    private List<Finding> findings() throws Exception {
        properties.with("aws.accessKeyId", Identities.CI).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
        try (properties;
                FaultMatrix matrix = new FaultMatrix(directory)) {
            // There is one engine to stop, and one that tries a layer for a minute before it gives up.
            matrix.begin(1, chosen(EngineCases.all()));
            matrix.begin(24, chosen(RegistryCases.all()));
            matrix.begin(4, chosen(others()));
            return matrix.findings();
        }
    }

    private List<FaultCase> others() throws Exception {
        List<FaultCase> others = new ArrayList<>(CallCases.all(directory));
        others.addAll(NetworkCases.all());
        others.addAll(ServiceCases.all());
        others.addAll(RivalCases.all());
        others.addAll(ClientCases.all());
        others.addAll(InterruptCases.all());
        return others;
    }

    private static List<FaultCase> chosen(List<FaultCase> cases) {
        return cases.stream()
                .filter(each -> ONLY.matcher(each.chapter() + ": " + each).find())
                .toList();
    }

    private static void assertThatPageReads(String expected) throws IOException {
        if (System.getProperty("readme.update") != null) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as("%s differs from what was found; %s -Dreadme.update writes it", PAGE, COMMAND)
                .isEqualTo(expected);
    }
}
