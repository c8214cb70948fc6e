package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.DifferentialEngine.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ignore files made at random mean to our client what they mean to the docker command, with the same engine. A case is named after its
 * seed; {@code -Dpatterns.seed} begins with another one, for which nothing is recorded.
 */
@Tag("engine")
@Timeout(120)
class RandomPatternsTest {
    private static final long FIRST_SEED = Long.getLong("patterns.seed", 1);
    private static final int BUILDS = Integer.getInteger("patterns.builds", 16);
    private static final int TREES_IN_ONE = 8;
    private static final String UNIQUE = "-" + UUID.randomUUID();

    @TempDir
    static Path temporary;

    private static DifferentialEngine engine;

    @BeforeAll
    static void connect() {
        engine = new DifferentialEngine();
    }

    @AfterAll
    static void close() throws IOException {
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> takeOutTheSameFiles() throws IOException {
        Map<String, Build> builds = new LinkedHashMap<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + BUILDS; seed++) {
            builds.put("patterns-" + seed, seed % 2 == 0 ? build(seed, 1) : build(seed, TREES_IN_ONE));
        }
        return DifferentialRun.testsOf(builds, engine);
    }

    // Files are empty: the docker command sends some without their content when patterns differ on a path asked for
    // alone
    // and met in a walk (tonistiigi/fsutil: filterFS.Open).
    /** Several trees lie side by side, each with patterns of its own; a single one is the context itself. */
    private static Build build(long seed, int trees) throws IOException {
        RandomPatterns random = new RandomPatterns(seed);
        List<String> lines = new ArrayList<>();
        Path context = NastyContext.in(temporary.resolve("context-" + seed + UNIQUE), content -> {
            for (int i = 0; i < trees; i++) {
                String prefix = trees == 1 ? "" : "tree" + i + "/";
                add(random.tree(), prefix, content);
                random.ignoreFile().forEach(line -> lines.add(prefixed(line, prefix)));
            }
            content.file(".dockerignore", String.join("\n", lines) + "\n");
        });
        Path dockerfile =
                Files.createDirectory(temporary.resolve("dockerfile-" + seed)).resolve("Dockerfile");
        return new Build(context, Files.writeString(dockerfile, "FROM scratch\nCOPY . /\n"), Map.of());
    }

    private static void add(RandomPatterns.Tree tree, String prefix, NastyContext content) {
        if (!prefix.isEmpty()) {
            content.directory(prefix.substring(0, prefix.length() - 1), 0755);
        }
        tree.directories().forEach(path -> content.directory(prefix + path, 0755));
        tree.files().forEach(path -> content.file(prefix + path, ""));
    }

    private static String prefixed(String line, String prefix) {
        return line.startsWith("!") ? "!" + prefix + line.substring(1) : prefix + line;
    }
}
