package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.docker.EngineAnswerFuzz.Answering;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine, or what stands in its place, that never stops talking. */
@Timeout(20)
class HttpAnswerTest {
    /** A text, and another one again and again. */
    private static InputStream endless(String text, String again) {
        byte[] bytes = again.getBytes(StandardCharsets.ISO_8859_1);
        InputStream repeated = new InputStream() {
            private int at;

            @Override
            public int read() {
                return bytes[at++ % bytes.length];
            }
        };
        return new SequenceInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), repeated);
    }

    private static HttpAnswer answer(InputStream in) throws IOException {
        return HttpAnswer.from(new Answering(in));
    }

    @Test
    void endsALineThatDoesNotEnd() {
        assertThatThrownBy(() -> answer(endless("HTTP/1.1 200 OK\r\nServer: ", "x")))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("the engine's answer has a header of more than 64 KiB");
    }

    @Test
    void endsHeadersThatDoNotEnd() {
        assertThatThrownBy(() -> answer(endless("HTTP/1.1 200 OK\r\n", "X-Again: x\r\n")))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("the engine's answer has more than 1000 header fields");
    }

    @Test
    void takesNoPromiseForEver() {
        assertThatThrownBy(() -> answer(endless("", "HTTP/1.1 100 Continue\r\n\r\n")))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("the engine promises an answer and gives none");
    }

    @Test
    void endsTheSizeOfAChunkThatDoesNotEnd() throws IOException {
        try (HttpAnswer answer = answer(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1"))) {
            assertThatThrownBy(() -> answer.getBody().read()).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void readsWhatComesInHeadersOfAnySensibleLength() throws IOException {
        String header = "y".repeat(60_000);
        try (HttpAnswer answer = answer(
                new ByteArrayInputStream(("HTTP/1.1 200 OK\r\nX-Long: " + header + "\r\nContent-Length: 2\r\n\r\n{}")
                        .getBytes(StandardCharsets.UTF_8)))) {
            assertThat(answer.getHeader("x-long")).isEqualTo(header);
            assertThat(answer.getBody().readAllBytes()).hasSize(2);
        }
    }
}
