package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By what a goal knows that {@code image.json} is of this module as it is now. */
class FingerprintTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final Path RECORD = Path.of("target/ecs/image.json");

    @TempDir
    private Path module;

    private ModuleImage image(Consumer<ModuleConfiguration> change) {
        ModuleConfiguration configuration = new ModuleConfiguration(module);
        change.accept(configuration);
        return configuration.toImage();
    }

    private ModuleImage image() {
        return image(configuration -> {});
    }

    @Test
    void eachParameterThatDecidesWhatIsBuiltChangesTheFingerprint() {
        Map<String, Consumer<ModuleConfiguration>> deciding = new LinkedHashMap<>();
        deciding.put("contextDirectory", it -> it.context = module.resolve("src"));
        deciding.put("dockerfile", it -> it.dockerfile = Optional.of(module.resolve("Other")));
        deciding.put("tags", it -> it.tags = List.of("1.0"));
        deciding.put("another tag", it -> it.tags = List.of("1.0.0-build.5", "stable"));
        deciding.put("repository", it -> it.repository = Optional.of("team/shop"));
        deciding.put("buildArgs", it -> it.buildArgs = Map.of("JDK", "21"));
        deciding.put("another buildArg", it -> it.buildArgs = Map.of("JDK", "17"));
        deciding.put("empty buildArg", it -> it.buildArgs = Map.of("JDK", ""));
        deciding.put("target", it -> it.target = Optional.of("runtime"));
        deciding.put("platform", it -> it.platform = Optional.of("linux/arm64"));
        deciding.put("labels", it -> it.labels = Map.of("team", "a"));
        deciding.put("network", it -> it.network = Optional.of("host"));
        deciding.put("extraHosts", it -> it.extraHosts = List.of("nexus:10.0.0.7"));

        Map<String, String> fingerprints = new LinkedHashMap<>();
        fingerprints.put("nothing", image().fingerprint());
        deciding.forEach((name, change) -> fingerprints.put(name, image(change).fingerprint()));

        assertThat(fingerprints.values()).doesNotHaveDuplicates().allMatch(text -> text.matches("[0-9a-f]{32}"));
    }

    @Test
    void nothingElseChangesTheFingerprint() {
        String fingerprint = image().fingerprint();

        assertThat(image(it -> it.ecrRegistries = Set.of("127.0.0.1:5000")).fingerprint())
                .isEqualTo(fingerprint);
        assertThat(image(it -> it.image = Optional.of("nginx:1.27")).fingerprint())
                .isEqualTo(fingerprint);
        assertThat(image(it -> it.model.setName("Orders")).fingerprint()).isEqualTo(fingerprint);
    }

    @Test
    void theSameSaidInOtherWordsIsTheSame() {
        String fingerprint = image().fingerprint();

        assertThat(image(it -> it.dockerfile = Optional.of(module.resolve("Dockerfile"))))
                .extracting(ModuleImage::fingerprint)
                .isEqualTo(fingerprint);
        assertThat(image(it -> it.context = module.resolve("src/..")))
                .extracting(ModuleImage::fingerprint)
                .isEqualTo(fingerprint);
        assertThat(image(it -> it.tags = List.of("1.0.0-build.5")))
                .extracting(ModuleImage::fingerprint)
                .isEqualTo(fingerprint);
        assertThat(image(it -> it.repository = Optional.of("shop")))
                .extracting(ModuleImage::fingerprint)
                .isEqualTo(fingerprint);
        assertThat(image(it -> it.platform = Optional.of("linux/x86_64")))
                .extracting(ModuleImage::fingerprint)
                .isEqualTo(image(it -> it.platform = Optional.of("linux/amd64")).fingerprint());
    }

    @Test
    void theOrderOfArgumentsAndLabelsDoesNotMatter() {
        Map<String, String> ab = new LinkedHashMap<>();
        ab.put("A", "1");
        ab.put("B", "2");
        Map<String, String> ba = new LinkedHashMap<>();
        ba.put("B", "2");
        ba.put("A", "1");

        assertThat(image(it -> {
                            it.buildArgs = ab;
                            it.labels = ab;
                        })
                        .fingerprint())
                .isEqualTo(image(it -> {
                            it.buildArgs = ba;
                            it.labels = ba;
                        })
                        .fingerprint());
    }

    @Test
    void theNextStageOfAPipelineMayCheckOutElsewhere() {
        ModuleImage elsewhere = image(it -> {
            it.directory = module.resolve("other/workspace");
            it.context = it.directory;
        });

        assertThat(elsewhere.fingerprint()).isEqualTo(image().fingerprint());
    }

    private static ImageRecord recordOf(ModuleImage image) {
        return new ImageRecord(
                image.localNames().get(0),
                Optional.of(new Digest("sha256:" + "0".repeat(64))),
                Optional.empty(),
                List.of(new Tag("1.0")),
                Optional.empty(),
                false,
                List.of(Platform.parse("linux/amd64")),
                false,
                image.coordinates(),
                image.revision(),
                image.fingerprint());
    }

    private void checkOut(String commit) throws IOException {
        Files.createDirectories(module.resolve(".git"));
        Files.writeString(module.resolve(".git/HEAD"), commit + "\n");
    }

    @Test
    void acceptsWhatItWroteItself() throws IOException {
        checkOut(COMMIT);

        assertThatCode(() -> image().refuseForeign(recordOf(image()), RECORD)).doesNotThrowAnyException();
    }

    @Test
    void refusesTheRecordOfAnotherVersion() {
        ImageRecord old = recordOf(image(it -> it.model.setVersion("0.9.0")));

        assertThatThrownBy(() -> image().refuseForeign(old, RECORD))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining(RECORD + " describes is that of com.acme:Shop:0.9.0")
                .hasMessageContaining("com.acme:Shop:1.0.0+build.5")
                .hasMessageContaining("mvn package");
    }

    @Test
    void refusesTheRecordOfAnotherCommit() throws IOException {
        checkOut("f".repeat(40));
        ImageRecord old = recordOf(image());
        checkOut(COMMIT);

        assertThatThrownBy(() -> image().refuseForeign(old, RECORD))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("was built from commit " + "f".repeat(40) + ", and " + COMMIT);
    }

    @Test
    void refusesARecordFromBeforeTheFirstCommit() throws IOException {
        ImageRecord old = recordOf(image());
        checkOut(COMMIT);

        assertThatThrownBy(() -> image().refuseForeign(old, RECORD))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("(none)");
    }

    @Test
    void refusesTheRecordOfAnotherConfiguration() {
        ImageRecord old = recordOf(image(it -> it.buildArgs = Map.of("JDK", "17")));

        assertThatThrownBy(() -> image().refuseForeign(old, RECORD))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("another configuration")
                .hasMessageContaining("-Decs.*");
    }
}
