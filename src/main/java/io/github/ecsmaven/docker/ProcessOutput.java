package io.github.ecsmaven.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One output of a process, read while it runs so that it is never blocked by a full pipe. */
final class ProcessOutput {
    /** A grandchild may keep the pipe open after the process has ended. */
    private static final int GRACE_SECONDS = 2;
    /** A helper prints one object with a token. */
    private static final int MOST_BYTES = 1 << 20;

    private final FutureTask<String> reading;

    private ProcessOutput(FutureTask<String> reading) {
        this.reading = reading;
    }

    static ProcessOutput of(InputStream stream) {
        FutureTask<String> reading = new FutureTask<>(() -> read(stream));
        Thread thread = new Thread(reading, "ecs-credential-helper");
        thread.setDaemon(true);
        thread.start();
        return new ProcessOutput(reading);
    }

    private static String read(InputStream stream) throws IOException {
        String text = new String(stream.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        if (stream.transferTo(OutputStream.nullOutputStream()) > 0) {
            throw new IOException("it has more than " + (MOST_BYTES >> 20) + " MiB");
        }
        return text;
    }

    /** What the process printed; to be called when it has ended. */
    String text() throws IOException, InterruptedException {
        try {
            return reading.get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    "its output cannot be read: "
                            + Objects.requireNonNull(e.getCause()).getMessage(),
                    e);
        } catch (TimeoutException e) {
            throw new IOException("its output cannot be read", e);
        }
    }
}
