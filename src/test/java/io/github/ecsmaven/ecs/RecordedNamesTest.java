package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.RecordedNames.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Tag;

class RecordedNamesTest {
    private static final RecordedNames EMPTY = RecordedNames.of(Kind.ENVIRONMENT, List.of());

    @Test
    void readsWellInTheConsole() {
        assertThat(EMPTY.with("app", Set.of("LOG_LEVEL", "DB_HOST"), false).toTags())
                .containsExactly(Tag.builder()
                        .key("ecs-maven-plugin:environment")
                        .value("app: DB_HOST LOG_LEVEL")
                        .build());
    }

    @Test
    void noKeysNeedNoTag() {
        assertThat(EMPTY.with("app", Set.of(), false).toTags()).isEmpty();
    }

    @Test
    void manyKeysSpreadOverTagsOfLegalLength() {
        Set<String> keys =
                IntStream.range(0, 60).mapToObj(i -> "SETTING_NUMBER_" + i).collect(Collectors.toSet());

        List<Tag> tags = EMPTY.with("app", keys, false).toTags();

        assertThat(tags).hasSizeGreaterThan(3).allSatisfy(tag -> assertThat(tag.value())
                .hasSizeLessThanOrEqualTo(256)
                .startsWith("app: "));
        assertThat(RecordedNames.of(Kind.ENVIRONMENT, tags).namesOf("app")).isEqualTo(keys);
    }

    @Test
    void anyKeySurvivesTheCharactersThatTagsAllow() {
        Set<String> keys = Set.of("spring.config", "A B", "at@sign", "Zoë", "a#b%c", "emoji😀");

        List<Tag> tags = EMPTY.with("app", keys, false).toTags();

        assertThat(tags).allSatisfy(tag -> assertThat(tag.value()).matches("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"));
        assertThat(RecordedNames.of(Kind.ENVIRONMENT, tags).namesOf("app")).isEqualTo(keys);
    }

    @Test
    void containersAreKeptApart() {
        RecordedNames both = RecordedNames.of(
                Kind.ENVIRONMENT,
                EMPTY.with("app", Set.of("A"), false)
                        .with("proxy", Set.of("B"), false)
                        .toTags());

        assertThat(both.namesOf("app")).containsExactly("A");
        assertThat(both.namesOf("proxy")).containsExactly("B");
    }

    @Test
    void variablesAndSecretsAreKeptApart() {
        List<Tag> tags = new ArrayList<>(EMPTY.with("app", Set.of("A"), false).toTags());
        tags.addAll(RecordedNames.of(Kind.SECRETS, List.of())
                .with("app", Set.of("B"), false)
                .toTags());

        assertThat(tags)
                .extracting(Tag::key)
                .containsExactly("ecs-maven-plugin:environment", "ecs-maven-plugin:secrets");
        assertThat(RecordedNames.of(Kind.ENVIRONMENT, tags).namesOf("app")).containsExactly("A");
        assertThat(RecordedNames.of(Kind.SECRETS, tags).namesOf("app")).containsExactly("B");
    }

    @Test
    void aKeyThatFitsInNoTagIsRefused() {
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(
                        () -> EMPTY.with("app", Set.of("K".repeat(300)), false).toTags())
                .withMessageContaining("too long to be recorded");
    }
}
