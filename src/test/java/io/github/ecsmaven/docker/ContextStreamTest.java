package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ContextStreamTest {
    @Test
    void givesWhatWasWritten() throws IOException {
        byte[] bytes = new byte[3_000_001];
        new Random(1).nextBytes(bytes);

        try (ContextStream stream = ContextStream.of(out -> {
            out.write(bytes[0]);
            out.write(bytes, 1, 2_000_000);
            out.write(bytes, 2_000_001, 1_000_000);
        })) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes);
            assertThat(stream.read()).isEqualTo(-1);
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    void failsWhereTheWriterFails() {
        try (ContextStream stream = ContextStream.of(out -> {
            out.write(new byte[1000]);
            throw new IOException("target/app.jar: permission denied");
        })) {
            assertThatThrownBy(stream::readAllBytes).hasRootCauseMessage("target/app.jar: permission denied");
            assertThat(stream.failure()).get().isInstanceOf(IOException.class);
        }
    }

    @Test
    void endsTheWriterWhenNobodyReadsOn() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        ContextStream stream = ContextStream.of(out -> {
            try {
                while (true) {
                    out.write(new byte[100_000]);
                }
            } finally {
                ended.countDown();
            }
        });
        stream.read();

        stream.close();

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(stream.failure()).isEmpty();
        assertThatThrownBy(stream::readAllBytes).isInstanceOf(IOException.class);
    }
}
