package io.github.ecsmaven.versions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTracesTest {
    private static final String SECRET = "p&<$\"w/r+d='\\ ?%~";

    private final SecretTraces traces = new SecretTraces(SECRET);

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "user:", "reader:"})
    void findsItInBase64BehindAnything(String before) {
        byte[] pair = (before + SECRET + ", and more").getBytes(StandardCharsets.UTF_8);

        assertThat(traces.in("auth=" + Base64.getEncoder().encodeToString(pair)))
                .isPresent();
        assertThat(traces.in("auth=" + Base64.getUrlEncoder().encodeToString(pair)))
                .isPresent();
    }

    @Test
    void findsItWhereARegistryGetsIt() throws JsonProcessingException {
        String auth = new ObjectMapper()
                .writeValueAsString(JsonNodeFactory.instance.objectNode().put("password", SECRET));

        assertThat(traces.in(auth)).isPresent();
        assertThat(traces.in(auth.replace("/", "\\/"))).isPresent();
        assertThat(traces.in(Base64.getUrlEncoder().encodeToString(auth.getBytes(StandardCharsets.UTF_8))))
                .isPresent();
    }

    @Test
    void findsItInUrlsAndXmlAndHex() {
        String form = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        String hex = HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8));

        assertThat(traces.in("?password=" + form)).isPresent();
        assertThat(traces.in("?password=" + form.replace("+", "%20"))).isPresent();
        assertThat(traces.in("?password=" + form.toLowerCase(Locale.ROOT))).isPresent();
        assertThat(traces.in("<password>" + SECRET.replace("&", "&amp;").replace("<", "&lt;") + "</password>"))
                .isPresent();
        assertThat(traces.in(hex)).isPresent();
        assertThat(traces.in(hex.toUpperCase(Locale.ROOT))).isPresent();
    }

    @Test
    void findsNothingElse() {
        assertThat(traces.in("[DEBUG] password=*** of reader, cCY8JCJ3, %26%3C"))
                .isEmpty();
    }
}
