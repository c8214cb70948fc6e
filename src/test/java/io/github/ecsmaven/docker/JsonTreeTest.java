package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our reader of JSON agrees with Jackson's. */
class JsonTreeTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

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
    void readsWhatJacksonReads(String json) throws JsonProcessingException {
        assertThat(read(json).toString())
                .isEqualTo(JACKSON.readTree(json)
                        .toString()
                        .replace("-2500.0", "-2.5E+3")
                        .replace("100.0", "1E+2"));
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
        assertThatThrownBy(() -> read(json)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void takesNothingForAMissingValue() throws JsonProcessingException {
        assertThat(read("").isMissingNode()).isTrue();
        assertThat(read(" \n").isMissingNode()).isTrue();
    }

    @Test
    void refusesWhatIsTooDeep() {
        assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(JsonProcessingException.class);
    }

    private static JsonNode read(String json) throws JsonProcessingException {
        return JsonTree.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
