package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedContentTest {
    private static Map<String, String> tags(String container, String content) {
        return RecordedContent.toTags(container, content, 50);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 512, 1000})
    void readsWhatItWrote(int length) {
        String content = "0123456789".repeat(100).substring(0, length);

        Map<String, String> tags = tags("app", content);

        assertThat(RecordedContent.in(tags, "app")).contains(content);
        assertThat(tags.values()).allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(256));
        assertThat(tags.keySet())
                .allSatisfy(key -> assertThat(RecordedContent.isOf("app", key)).isTrue());
    }

    @Test
    void oneContainersSaysNothingOfAnother() {
        Map<String, String> tags = tags("app", "1.all");

        assertThat(RecordedContent.in(tags, "app-2")).isEmpty();
        assertThat(RecordedContent.in(tags, "ap")).isEmpty();
        assertThat(RecordedContent.isOf("ap", "ecs-maven-plugin:content:app")).isFalse();
        assertThat(RecordedContent.isOf("app", "ecs-maven-plugin:content:app-2.2"))
                .isFalse();
    }

    @Test
    void whatDoesNotFitIsLeftOut() {
        assertThat(RecordedContent.toTags("app", "x".repeat(257), 1)).isEmpty();
        assertThat(RecordedContent.toTags("app", "x".repeat(257), 2)).hasSize(2);
        assertThat(RecordedContent.toTags("a".repeat(120), "x", 50)).isEmpty();
    }
}
