package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ReadmeSection;
import io.github.ecsmaven.ecr.ImageExpiry;
import io.github.ecsmaven.ecr.LifecycleForecast;
import io.github.ecsmaven.ecr.LifecyclePolicy;
import io.github.ecsmaven.ecr.LifecycleRule;
import io.github.ecsmaven.ecr.ListedImage;
import io.github.ecsmaven.ecr.RepositoryContents;
import io.github.ecsmaven.image.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lifecycle policy that the README recommends does what the README says of it. */
class LifecycleReadmeTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final List<ListedImage> images = new ArrayList<>();
    private LifecyclePolicy policy;

    @BeforeEach
    void readTheReadme(@TempDir Path module) throws Exception {
        String section = ReadmeSection.text("lifecycle-policy");
        String xml = section.substring(section.indexOf("<lifecycle>"), section.indexOf("</lifecycle>") + 12);
        policy = new ConfiguredGoal(module)
                .withXml(xml)
                .fill(LifecycleMojo.class)
                .lifecyclePolicy()
                .orElseThrow();
    }

    private void pushed(Duration ago, String... tags) {
        images.add(new ListedImage(
                new Digest(String.format("sha256:%064x", images.size())),
                List.of(tags),
                NOW.minus(ago),
                false,
                Optional.empty(),
                Optional.empty()));
    }

    /** The first tag of what goes until then. */
    private List<String> going(Duration later) {
        return LifecycleForecast.of(policy, new RepositoryContents(images, Map.of()), NOW)
                .until(NOW.plus(later))
                .stream()
                .map(ImageExpiry::image)
                .map(image -> image.tags().isEmpty() ? "untagged" : image.tags().get(0))
                .sorted()
                .collect(Collectors.toList());
    }

    @Test
    void theNewestThirtyReleasesStayHoweverManyBuildsCameAfterThem() {
        for (int release = 1; release <= 32; release++) {
            pushed(Duration.ofDays(400 - release), "1." + release + ".0", "c-1" + release);
        }
        for (int build = 1; build <= 80; build++) {
            pushed(Duration.ofHours(build), "c-2" + build);
        }

        assertThat(going(Duration.ofDays(30)))
                .filteredOn(tag -> tag.startsWith("1."))
                .containsExactly("1.1.0", "1.2.0");
    }

    @Test
    void ofTheBuildsThoseStayThatAreAmongTheNewestHundredImages() {
        for (int build = 1; build <= 104; build++) {
            if (build == 2) {
                pushed(Duration.ofHours(build), "1.5.0-SNAPSHOT", "c-snapshot");
            } else {
                pushed(Duration.ofHours(build), "c-" + build);
            }
        }

        assertThat(going(Duration.ZERO)).containsExactly("c-101", "c-102", "c-103", "c-104");
        assertThat(going(Duration.ofDays(30))).hasSize(4);
    }

    @Test
    void whatHasNoTagAnyMoreGoesAfterAWeek() {
        pushed(Duration.ofDays(8));
        pushed(Duration.ofDays(3));
        pushed(Duration.ofDays(300), "c-1");

        assertThat(going(Duration.ZERO)).containsExactly("untagged");
        assertThat(going(Duration.ofDays(7))).containsExactly("untagged", "untagged");
    }

    @Test
    void itIsAboutContentTags() {
        assertThat(policy.covers(List.of("c-" + "0".repeat(32)))).isTrue();
        assertThat(LifecyclePolicy.of(List.of(new LifecycleRule(
                                LifecycleRule.Selection.UNTAGGED,
                                List.of(),
                                List.of(),
                                Optional.of(7),
                                Optional.empty(),
                                Optional.empty())))
                        .covers(List.of("c-" + "0".repeat(32))))
                .isFalse();
    }
}
