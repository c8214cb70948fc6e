package io.github.ecsmaven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    private final Random random = new Random(7);

    private Object value(int depth) {
        return switch (random.nextInt(depth > 3 ? 7 : 9)) {
            case 0 -> text();
            case 1 -> random.nextInt();
            case 2 -> random.nextLong();
            case 3 -> new BigInteger(80, random).negate();
            case 4 -> random.nextGaussian() * 1e9;
            case 5 -> random.nextBoolean();
            case 6 -> NullNode.getInstance();
            case 7 -> Stream.generate(() -> value(depth + 1))
                    .limit(random.nextInt(4))
                    .toList();
            default -> {
                Map<String, Object> members = new LinkedHashMap<>();
                IntStream.range(0, random.nextInt(4)).forEach(i -> members.put(text(), value(depth + 1)));
                yield members;
            }
        };
    }

    private String text() {
        return random.ints(random.nextInt(6), 0, 0x3000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void readsAndWritesAsAnObjectMapperDoes() throws JsonProcessingException {
        for (int i = 0; i < 500; i++) {
            String text = JACKSON.writeValueAsString(value(0));
            JsonNode expected = JACKSON.readTree(text);

            assertThat(JsonText.read(text)).isEqualTo(expected);
            assertThat(JsonText.read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
            assertThat(JACKSON.readTree(JsonText.write(expected))).isEqualTo(expected);
        }
    }

    @Test
    void writesLikeAnObjectMapperWithAndWithoutIndentation() throws JsonProcessingException {
        String text = "{\"a\":[1,-2.5,true,null,\"\\u00e4\\n\",{}],\"b\":{\"c\":[]}}";

        assertThat(JsonText.write(JACKSON.readTree(text)))
                .isEqualTo(JACKSON.readTree(text).toString());
        assertThat(JsonText.indented(JACKSON.readTree(text)))
                .isEqualTo(
                        JACKSON.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(JACKSON.readTree(text)));
    }

    @Test
    void nothingIsAMissingNode() throws JsonProcessingException {
        assertThat(JsonText.read("  ").isMissingNode()).isTrue();
    }

    @Test
    void whatIsNoJsonIsRefusedWithItsPlace() {
        for (String text : List.of("{", "[1,", "{\"a\":}", "nul", "{\"a\" 1}", "[".repeat(2000))) {
            assertThatThrownBy(() -> JsonText.read(text))
                    .as(text)
                    .isInstanceOfSatisfying(
                            JsonProcessingException.class,
                            e -> assertThat(e.getLocation().getLineNr()).isEqualTo(1));
        }
    }
}
