package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.context.ContentKey.Kind;
import io.github.ecsmaven.context.ContentKey.Part;
import io.github.ecsmaven.image.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentKeyTest {
    @TempDir
    private Path temporary;

    private record Value(Kind kind, String name, String value) {}

    private static ContentKey key(List<Value> values) {
        ContentKey.Builder key = new ContentKey.Builder();
        values.forEach(value -> key.add(value.kind(), value.name(), value.value()));
        return key.build();
    }

    private static List<Value> values(Random random) {
        List<Value> values = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                values.add(new Value(kind, "name" + i, String.valueOf(random.nextInt(9))));
            }
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void theOrderOfThePartsDoesNotCount(long seed) {
        Random random = new Random(seed);
        List<Value> values = values(random);
        List<Value> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);

        assertThat(key(shuffled).tag()).isEqualTo(key(values).tag());
        assertThat(key(shuffled).changesFrom(key(values))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void everyPartCounts(long seed) {
        Random random = new Random(seed);
        List<Value> values = values(random);
        Set<Tag> tags = new HashSet<>(Set.of(key(values).tag()));
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            List<Value> without = new ArrayList<>(values);
            without.remove(i);
            List<Value> other = new ArrayList<>(values);
            other.set(i, new Value(value.kind(), value.name(), value.value() + "!"));
            List<Value> renamed = new ArrayList<>(values);
            renamed.set(i, new Value(value.kind(), value.name() + "!", value.value()));
            for (List<Value> changed : List.of(without, other, renamed)) {
                assertThat(tags.add(key(changed).tag()))
                        .as(value + " in " + changed)
                        .isTrue();
                assertThat(key(changed).changesFrom(key(values))).contains(new Part(value.kind(), value.name()));
            }
        }
    }

    @Test
    void aPartDoesNotRunIntoTheNext() {
        ContentKey one = new ContentKey.Builder()
                .add(Kind.LABEL, "a", "b")
                .add(Kind.LABEL, "ab", "")
                .build();
        ContentKey other = new ContentKey.Builder()
                .add(Kind.LABEL, "a", "")
                .add(Kind.LABEL, "ab", "b")
                .build();

        assertThat(one.tag()).isNotEqualTo(other.tag());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void isKeptWithAnyName(Kind kind) {
        Path file = temporary.resolve("ecs/content");
        ContentKey key = new ContentKey.Builder()
                .add(kind, "", "value")
                .add(kind, "a b%\n\u00fc/\uD83D\uDE00", "value")
                .build();

        key.save(file);

        assertThat(ContentKey.read(file).orElseThrow().tag()).isEqualTo(key.tag());
        assertThat(key.changesFrom(ContentKey.read(file).orElseThrow())).isEmpty();
    }

    @Test
    void keepsNoValueOfABuildArgument() throws IOException {
        Path file = temporary.resolve("content");

        new ContentKey.Builder()
                .add(Kind.BUILD_ARGUMENT, "TOKEN", "hunter2")
                .build()
                .save(file);

        assertThat(Files.readString(file)).contains("TOKEN").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "something else", "ecs-maven-plugin content 1\nnonsense", "ecs-maven-plugin content 1\nX y z"
            })
    void whatIsNotOursIsNothing(String text) throws IOException {
        Path file = Files.writeString(temporary.resolve("content"), text);

        assertThat(ContentKey.read(file)).isEmpty();
        assertThat(ContentKey.read(temporary.resolve("none"))).isEmpty();
    }

    @Test
    void aContentTagIsKnownByItsForm() {
        assertThat(ContentKey.isContentTag(new ContentKey.Builder().build().tag()))
                .isTrue();
        assertThat(ContentKey.isContentTag(new Tag("c-1.0"))).isFalse();
    }
}
