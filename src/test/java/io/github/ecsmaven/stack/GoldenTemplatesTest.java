package io.github.ecsmaven.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.mojo.GoldenFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The templates of what can be there and what can be made, in pairs. {@code mvn test -Dtest=GoldenTemplatesTest -Dgolden.update}
 * writes them.
 */
class GoldenTemplatesTest {
    private static final Path FOLDER = Path.of("src/test/resources/stack");
    private static final Map<String, ServiceBlueprint> ALL = Combinations.all();
    private static StackWorld world;

    @BeforeAll
    static void start() throws IOException {
        world = new StackWorld();
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(FOLDER);
            try (Stream<Path> files = Files.list(FOLDER)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @TestFactory
    Stream<DynamicTest> readsAsIn() {
        return ALL.entrySet().stream()
                .map(it -> DynamicTest.dynamicTest(
                        it.getKey(),
                        () -> GoldenFile.assertReads(
                                "stack",
                                it.getKey() + ".json",
                                ServiceTemplate.of(it.getValue()).json())));
    }

    /** Types, properties, values and references are checked when a change set is made. */
    @TestFactory
    Stream<DynamicTest> isTakenByCloudFormation() {
        return ALL.entrySet().stream()
                .map(it -> DynamicTest.dynamicTest(
                        it.getKey(),
                        () -> world.review("s" + Math.abs(it.getKey().hashCode()), it.getValue())));
    }

    @Test
    void noFileIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(ALL.keySet());
        }
    }

    @Test
    void theLargestIsFarFromTheLimit() {
        assertThat(ALL.values())
                .hasSizeBetween(20, 60)
                .allMatch(it -> ServiceTemplate.of(it).json().getBytes(StandardCharsets.UTF_8).length < 20_000);
    }
}
