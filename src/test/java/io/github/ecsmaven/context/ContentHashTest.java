package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentHashTest {
    @TempDir
    private Path temporary;

    private int contexts;

    /** A tree of files by their paths: the first letter of a value is x for executable, l for a link, d for an empty directory. */
    private Path write(Map<String, String> tree, Random order) throws IOException {
        Path root = Files.createDirectory(temporary.resolve("context" + contexts++));
        List<String> paths = new ArrayList<>(tree.keySet());
        Collections.shuffle(paths, order);
        for (String path : paths) {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            String value = tree.get(path);
            switch (value.charAt(0)) {
                case 'l' -> Files.createSymbolicLink(file, Path.of(value.substring(1)));
                case 'd' -> Files.createDirectories(file);
                default -> {
                    Files.writeString(file, value.substring(1));
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString(value.charAt(0) == 'x' ? "rwxr-xr-x" : "rw-r--r--"));
                    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(order.nextInt(1 << 30))));
                }
            }
        }
        return root;
    }

    private ContentHash hash(Path root) throws IOException {
        Path dockerfile = Files.writeString(temporary.resolve("Dockerfile" + contexts), "FROM scratch\n");
        return ContentHash.of(
                BuildContext.of(root, dockerfile),
                ContextScope.WHOLE,
                Set.of(root.resolve("target/ecs")),
                HashMemory.in(temporary.resolve("memory/" + root.getFileName())));
    }

    private static Map<String, String> tree(Random random) {
        Map<String, String> tree = new TreeMap<>();
        int size = 3 + random.nextInt(20);
        for (int i = 0; i < size; i++) {
            String directory = random.nextBoolean() ? "" : "d" + random.nextInt(4) + "/";
            String content = String.valueOf(random.nextInt(5));
            String kind = List.of("f", "f", "x", "l").get(random.nextInt(4));
            tree.put(directory + "f" + i, kind + content);
        }
        tree.put("empty", "d");
        return tree;
    }

    private static Map<String, String> changed(Map<String, String> tree, Random random) {
        Map<String, String> changed = new TreeMap<>(tree);
        List<String> files = tree.keySet().stream()
                .filter(path -> !tree.get(path).startsWith("d"))
                .toList();
        String path = files.get(random.nextInt(files.size()));
        String value = tree.get(path);
        switch (random.nextInt(5)) {
            case 0 -> changed.put(path, value + "!");
            case 1 -> changed.put(path + "2", changed.remove(path));
            case 2 -> changed.put(path, (value.charAt(0) == 'x' ? "f" : "x") + value.substring(1));
            case 3 -> changed.remove(path);
            default -> changed.put("another", "f");
        }
        return changed;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987})
    void everyChangeCountsAndNoTimeOrOrderDoes(long seed) throws IOException {
        Random random = new Random(seed);
        Map<String, String> tree = tree(random);
        ContentHash first = hash(write(tree, new Random(1)));

        assertThat(hash(write(tree, new Random(2))).value()).isEqualTo(first.value());
        for (int i = 0; i < 10; i++) {
            Map<String, String> other = changed(tree, random);
            ContentHash second = hash(write(other, new Random(1)));
            assertThat(second.value()).as(tree + " and " + other).isNotEqualTo(first.value());
        }
    }

    @Test
    void whatIsIgnoredDoesNotCount() throws IOException {
        Map<String, String> tree = new TreeMap<>(Map.of(".dockerignore", "f*.log\n.dockerignore\n", "app.txt", "fa"));
        String first = hash(write(tree, new Random(1))).value();
        tree.put("build.log", "fnoise");

        assertThat(hash(write(tree, new Random(1))).value()).isEqualTo(first);
    }

    @Test
    void thePluginsOwnFilesDoNotCount() throws IOException {
        String without =
                hash(write(Map.of("app", "f1", "target", "d"), new Random(1))).value();

        assertThat(hash(write(Map.of("app", "f1", "target/ecs/image.json", "f1"), new Random(1)))
                        .value())
                .isEqualTo(without);
    }

    @Test
    void theMemoryGivesTheSameHash() throws IOException {
        Path root = write(Map.of("a", "f1", "b/c", "f2"), new Random(1));
        Path memory = temporary.resolve("memory/hashes");
        Path dockerfile = Files.writeString(temporary.resolve("Dockerfile"), "FROM scratch\n");
        BuildContext context = BuildContext.of(root, dockerfile);
        HashMemory first = HashMemory.in(memory, () -> Instant.now().plusSeconds(10));
        String value =
                ContentHash.of(context, ContextScope.WHOLE, Set.of(), first).value();
        first.save();

        assertThat(Files.readAllLines(memory)).hasSize(3);
        assertThat(ContentHash.of(context, ContextScope.WHOLE, Set.of(), HashMemory.in(memory))
                        .value())
                .isEqualTo(value);
    }

    @Test
    void aLinkIsReadAsALinkAlsoWhereItLeadsNowhere() throws IOException {
        String nowhere = hash(write(Map.of("link", "lnowhere"), new Random(1))).value();

        assertThat(hash(write(Map.of("link", "lnowhere2"), new Random(1))).value())
                .isNotEqualTo(nowhere);
    }
}
