package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ecsmaven.ActionableException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Tag;

class RecordedEnvironmentTest {
    private static final RecordedEnvironment EMPTY = RecordedEnvironment.of(List.of());

    @Test
    void readsWellInTheConsole() {
        assertThat(EMPTY.with("app", Set.of("LOG_LEVEL", "DB_HOST")).toTags())
                .containsExactly(Tag.builder()
                        .key("ecs-maven-plugin:environment")
                        .value("app: DB_HOST LOG_LEVEL")
                        .build());
    }

    @Test
    void noKeysNeedNoTag() {
        assertThat(EMPTY.with("app", Set.of()).toTags()).isEmpty();
    }

    @Test
    void manyKeysSpreadOverTagsOfLegalLength() {
        Set<String> keys =
                IntStream.range(0, 60).mapToObj(i -> "SETTING_NUMBER_" + i).collect(Collectors.toSet());

        List<Tag> tags = EMPTY.with("app", keys).toTags();

        assertThat(tags).hasSizeGreaterThan(3).allSatisfy(tag -> assertThat(tag.value())
                .hasSizeLessThanOrEqualTo(256)
                .startsWith("app: "));
        assertThat(RecordedEnvironment.of(tags).keysOf("app")).isEqualTo(keys);
    }

    @Test
    void anyKeySurvivesTheCharactersThatTagsAllow() {
        Set<String> keys = Set.of("spring.config", "A B", "at@sign", "Zoë", "a#b%c", "emoji😀");

        List<Tag> tags = EMPTY.with("app", keys).toTags();

        assertThat(tags).allSatisfy(tag -> assertThat(tag.value()).matches("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"));
        assertThat(RecordedEnvironment.of(tags).keysOf("app")).isEqualTo(keys);
    }

    @Test
    void containersAreKeptApart() {
        RecordedEnvironment both = RecordedEnvironment.of(
                EMPTY.with("app", Set.of("A")).with("proxy", Set.of("B")).toTags());

        assertThat(both.keysOf("app")).containsExactly("A");
        assertThat(both.keysOf("proxy")).containsExactly("B");
    }

    @Test
    void aKeyThatFitsInNoTagIsRefused() {
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> EMPTY.with("app", Set.of("K".repeat(300))).toTags())
                .withMessageContaining("too long to be recorded");
    }
}
