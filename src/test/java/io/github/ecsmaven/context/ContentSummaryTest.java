package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.context.ContentKey.Kind;
import io.github.ecsmaven.context.ContentKey.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentSummaryTest {
    private static final int MOST_CHARACTERS = 1024;

    private static ContentKey key(Map<Part, String> values) {
        ContentKey.Builder key = new ContentKey.Builder();
        values.forEach((part, value) -> key.add(part.kind(), part.name(), value));
        return key.build();
    }

    private static ContentSummary summary(Map<Part, String> values) {
        return ContentSummary.parse(ContentSummary.of(key(values)).text()).orElseThrow();
    }

    private static Part file(String path) {
        return new Part(Kind.CONTEXT, path);
    }

    /** Some parts of each kind, and so many files in directories of up to five levels. */
    private static Map<Part, String> values(Random random, int files) {
        Map<Part, String> values = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                values.put(new Part(kind, i == 0 ? "" : "name" + i), String.valueOf(random.nextInt(9)));
            }
        }
        values.remove(file(""));
        for (int i = 0; i < files; i++) {
            StringBuilder path = new StringBuilder();
            for (int level = random.nextInt(5); level > 0; level--) {
                path.append("d").append(random.nextInt(4)).append('/');
            }
            values.put(file(path + "f" + i), String.valueOf(random.nextInt(9)));
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void everyPartThatChangesIsNamedAndNoOther(long seed) {
        Map<Part, String> values = values(new Random(seed), 40);
        ContentSummary summary = summary(values);

        assertThat(summary.changesTo(key(values)).isEmpty()).isTrue();
        for (Part part : values.keySet()) {
            Map<Part, String> changed = new TreeMap<>(values);
            changed.merge(part, "!", String::concat);
            Map<Part, String> removed = new TreeMap<>(values);
            removed.remove(part);
            Part other = new Part(part.kind(), part.name() + "!");
            Map<Part, String> added = new TreeMap<>(values);
            added.put(other, "value");

            assertThat(summary.changesTo(key(changed))).isEqualTo(ContentChanges.of(List.of(part)));
            assertThat(summary.changesTo(key(added))).isEqualTo(ContentChanges.of(List.of(other)));
            assertThat(summary.changesTo(key(removed)))
                    .isEqualTo(new ContentChanges(List.of(), Map.of(part.kind(), 1)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void ofManyFilesTheDirectoryOfTheOneThatChangesIsNamed(long seed) {
        Random random = new Random(seed);
        Map<Part, String> values = values(random, 150 + random.nextInt(3000));
        ContentSummary summary = summary(values);

        assertThat(summary.changesTo(key(values)).isEmpty()).isTrue();
        List<Part> parts = new ArrayList<>(values.keySet());
        Collections.shuffle(parts, random);
        for (Part part : parts.subList(0, 20)) {
            Map<Part, String> changed = new TreeMap<>(values);
            changed.merge(part, "!", String::concat);

            List<Part> named = summary.changesTo(key(changed)).parts();

            assertThat(named).hasSize(1);
            assertThat(named.get(0).kind()).isEqualTo(part.kind());
            assertThat(part.name()).startsWith(named.get(0).name());
            assertThat(named.get(0).name())
                    .matches(name ->
                            name.isEmpty() || name.endsWith("/") || part.name().equals(name));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 60, 101, 2000, 20_000})
    void isBounded(int files) {
        ContentKey key = key(values(new Random(files), files));

        assertThat(ContentSummary.of(key).text())
                .hasSizeLessThan(MOST_CHARACTERS)
                .matches("[A-Za-z0-9_.-]+");
    }

    @Test
    void isBoundedWhenThereIsTooMuchOfAnythingElse() {
        Map<Part, String> values = new LinkedHashMap<>();
        for (int i = 0; i < 1000; i++) {
            values.put(new Part(Kind.BUILD_ARGUMENT, "ARG" + i), "value");
        }
        ContentSummary summary = summary(values);
        values.put(new Part(Kind.BUILD_ARGUMENT, "ARG5"), "other");

        assertThat(summary.text()).hasSizeLessThan(100);
        assertThat(summary.changesTo(key(values)).parts()).containsExactly(new Part(Kind.BUILD_ARGUMENT, ""));
    }

    @Test
    void goesAsDeepAsFits() {
        Map<Part, String> values = new LinkedHashMap<>();
        for (int i = 0; i < 600; i++) {
            values.put(file("target/classes/shop/p" + i % 90 + "/C" + i), "value");
        }
        values.put(file("target/classes/shop"), "a directory");
        values.put(file("target/app.jar"), "value");
        ContentSummary summary = summary(values);

        values.put(file("target/classes/shop/p7/C7"), "other");
        values.put(file("target/app.jar"), "other");
        values.put(file("target/classes/shop/p200/C1"), "new");
        values.keySet().removeIf(part -> part.name().startsWith("target/classes/shop/p8/"));

        assertThat(summary.changesTo(key(values)))
                .isEqualTo(new ContentChanges(
                        List.of(
                                file("target/app.jar"),
                                file("target/classes/shop/p200/"),
                                file("target/classes/shop/p7/")),
                        Map.of(Kind.CONTEXT, 1)));
    }

    @Test
    void aSummaryOfFewFilesIsComparedFileByFileHoweverManyThereAreNow() {
        Map<Part, String> values = new LinkedHashMap<>(Map.of(file("app.jar"), "1"));
        ContentSummary summary = summary(values);
        for (int i = 0; i < 1000; i++) {
            values.put(file("lib/" + i), "1");
        }

        assertThat(summary.changesTo(key(values)).parts()).hasSize(1000).contains(file("lib/999"));
    }

    @Test
    void hasNeitherNamesNorValues() {
        Map<Part, String> values = Map.of(new Part(Kind.BUILD_ARGUMENT, "TOKEN"), "hunter2", file("secret.txt"), "x");

        assertThat(ContentSummary.of(key(values)).text())
                .startsWith("1.all.CONTEXT.")
                .doesNotContain("TOKEN", "hunter2", "secret");
    }

    @Test
    void theSameValueOfAnotherNameHasAnotherHash() {
        String text = ContentSummary.of(key(Map.of(file("a"), "same", file("b"), "same")))
                .text();
        ContentSummary summary = ContentSummary.parse(text).orElseThrow();

        assertThat(summary.changesTo(key(Map.of(file("a"), "same", file("b"), "same")))
                        .isEmpty())
                .isTrue();
        assertThat(java.util.Base64.getUrlDecoder().decode(text.substring("1.all.CONTEXT.".length())))
                .hasSize(12)
                .satisfies(bytes -> assertThat(java.util.Arrays.copyOfRange(bytes, 3, 6))
                        .isNotEqualTo(java.util.Arrays.copyOfRange(bytes, 9, 12)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void dependsOnTheContentAlone(long seed) {
        Map<Part, String> values = values(new Random(seed), 700);
        List<Part> parts = new ArrayList<>(values.keySet());
        Collections.shuffle(parts, new Random(seed));
        Map<Part, String> shuffled = new LinkedHashMap<>();
        parts.forEach(part -> shuffled.put(part, values.get(part)));

        assertThat(ContentSummary.of(key(shuffled)).text())
                .isEqualTo(ContentSummary.of(key(values)).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mine",
                "1",
                "1.",
                "2.all",
                "1.all.CONTEXT",
                "1.all.CONTEXT.AAAA",
                "1.all.NOTHING.",
                "1.some",
                "1.all.CONTEXT.!",
                "1.-1",
                "1.99999999999"
            })
    void whatIsNotOursIsNothing(String text) {
        assertThat(ContentSummary.parse(text)).isEmpty();
    }
}
