package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our reader of JSON agrees with Jackson's. */
class JsonTreeTest {
    private static final ObjectMapper JACKSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " {\"a\" : [ 1 , -2.5e3 , 0 , true , false , null , {} , [ ] ] } \n",
                "{\"Id\":\"sha256:1\",\"Size\":123456789012345678901234567890,\"Config\":{\"Labels\":{\"\":\"\"}}}",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\udc33 🐳 é\"",
                "9223372036854775807",
                "-9223372036854775808",
                "0.1",
                "1E+2",
                "{\"a\":1,\"a\":2}"
            })
    void readsWhatJacksonReads(String json) throws JsonProcessingException, NotJsonException {
        Json read = read(json);
        assertThat(String.valueOf(read.value())).isEqualTo(String.valueOf(JACKSON.readValue(json, Object.class)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[",
                "\"",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "[1,]",
                "{\"a\":1,}",
                "[1 2]",
                "01",
                "-",
                "1.",
                ".5",
                "1e",
                "+1",
                "tru",
                "nul",
                "NaN",
                "'a'",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\n\"",
                "{} {}",
                "[]]",
                "\0",
                "<html>",
                "// x"
            })
    void refusesWhatIsNoJson(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(NotJsonException.class);
    }

    @Test
    void takesNothingForAMissingValue() throws NotJsonException {
        assertThat(read("")).isEqualTo(Json.NOTHING);
        assertThat(read(" \n")).isEqualTo(Json.NOTHING);
    }

    @Test
    void knowsTheLineOfAMistake() {
        assertThatThrownBy(() -> read("{\n  \"a\": 1,\n  oops\n}"))
                .isInstanceOfSatisfying(
                        NotJsonException.class, e -> assertThat(e.line()).isEqualTo(3));
    }

    @Test
    void readsWhatIsMissingOrOfAnotherKindAsNothing() throws NotJsonException {
        Json json = read("{\"text\":\"a\",\"number\":1,\"yes\":true,\"null\":null,\"list\":[\"b\",2]}");
        assertThat(json.path("text").path("deeper").text("else")).isEqualTo("else");
        assertThat(json.path("null").text("else")).isEqualTo("else");
        assertThat(json.path("list").text("else")).isEmpty();
        assertThat(json.path("text").number()).isZero();
        assertThat(json.path("text").elements()).isEmpty();
        assertThat(json.path("text").names()).isEmpty();
        assertThat(json.path("number").text()).isEqualTo("1");
        assertThat(json.path("number").isText()).isFalse();
        assertThat(json.path("number").isTrue()).isFalse();
        assertThat(json.path("yes").isTrue()).isTrue();
        assertThat(json.has("null")).isTrue();
        assertThat(json.has("none")).isFalse();
        assertThat(json.path("list").elements()).extracting(Json::text).containsExactly("b", "2");
        assertThat(json.names()).containsExactly("text", "number", "yes", "null", "list");
    }

    @Test
    void refusesWhatIsTooDeep() {
        assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(NotJsonException.class);
    }

    private static Json read(String json) throws NotJsonException {
        return JsonTree.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
