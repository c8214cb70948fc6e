package io.github.ecsmaven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.ecsmaven.buildkit.grpc.FramesFuzz;
import io.github.ecsmaven.buildkit.wire.BuildKitMessageFuzz;
import io.github.ecsmaven.context.ArchiveHashFuzz;
import io.github.ecsmaven.context.DockerfileFuzz;
import io.github.ecsmaven.context.IgnoreFileFuzz;
import io.github.ecsmaven.docker.DockerConfigFuzz;
import io.github.ecsmaven.docker.EngineAnswerFuzz;
import io.github.ecsmaven.docker.EngineOutputFuzz;
import io.github.ecsmaven.ecr.LifecyclePolicyFuzz;
import io.github.ecsmaven.ecr.LifecycleRulesFuzz;
import io.github.ecsmaven.ecs.TaskDefinitionFuzz;
import io.github.ecsmaven.image.ImageReferenceFuzz;
import io.github.ecsmaven.registry.RegistryAnswerFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * The readers of what others wrote, with every input of {@code src/test/resources/fuzz}: seeds, and what the fuzzer has found
 * ({@code src/it/fuzz.sh}, which lets it look for more).
 */
class FuzzTest {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final List<Target> TARGETS = List.of(
            new Target(DockerfileFuzz.class, DockerfileFuzz::fuzzerTestOneInput),
            new Target(ArchiveHashFuzz.class, ArchiveHashFuzz::fuzzerTestOneInput),
            new Target(IgnoreFileFuzz.class, IgnoreFileFuzz::fuzzerTestOneInput),
            new Target(ImageReferenceFuzz.class, ImageReferenceFuzz::fuzzerTestOneInput),
            new Target(TaskDefinitionFuzz.class, TaskDefinitionFuzz::fuzzerTestOneInput),
            new Target(LifecyclePolicyFuzz.class, LifecyclePolicyFuzz::fuzzerTestOneInput),
            new Target(LifecycleRulesFuzz.class, LifecycleRulesFuzz::fuzzerTestOneInput),
            new Target(DockerConfigFuzz.class, DockerConfigFuzz::fuzzerTestOneInput),
            new Target(EngineAnswerFuzz.class, EngineAnswerFuzz::fuzzerTestOneInput),
            new Target(EngineOutputFuzz.class, EngineOutputFuzz::fuzzerTestOneInput),
            new Target(BuildKitMessageFuzz.class, BuildKitMessageFuzz::fuzzerTestOneInput),
            new Target(FramesFuzz.class, FramesFuzz::fuzzerTestOneInput),
            new Target(RegistryAnswerFuzz.class, RegistryAnswerFuzz::fuzzerTestOneInput));

    private record Target(Class<?> type, ThrowingConsumer<byte[]> reader) {
        Path corpus() {
            return CORPUS.resolve(type.getSimpleName());
        }
    }

    @TestFactory
    Stream<DynamicTest> readsOrRefuses() {
        return TARGETS.stream().flatMap(target -> inputs(target.corpus()).stream()
                .map(input -> dynamicTest(
                        target.type().getSimpleName() + " " + input.getFileName(),
                        () -> assertTimeoutPreemptively(
                                LONGEST, () -> target.reader().accept(Files.readAllBytes(input))))));
    }

    @Test
    void everyTargetHasSeeds() throws IOException {
        Set<String> names =
                TARGETS.stream().map(target -> target.type().getSimpleName()).collect(Collectors.toSet());
        try (Stream<Path> directories = Files.list(CORPUS)) {
            assertThat(directories.map(directory -> directory.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
        assertThat(TARGETS)
                .allSatisfy(target -> assertThat(inputs(target.corpus())).isNotEmpty());
    }

    private static List<Path> inputs(Path corpus) {
        try (Stream<Path> files = Files.list(corpus)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
