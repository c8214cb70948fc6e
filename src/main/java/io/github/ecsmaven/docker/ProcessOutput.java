package io.github.ecsmaven.docker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One output of a process, read while it runs so that it is never blocked by a full pipe. */
final class ProcessOutput {
    /** A grandchild may keep the pipe open after the process has ended. */
    private static final int GRACE_SECONDS = 2;

    private final FutureTask<String> reading;

    private ProcessOutput(FutureTask<String> reading) {
        this.reading = reading;
    }

    static ProcessOutput of(InputStream stream) {
        FutureTask<String> reading = new FutureTask<>(() -> new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        Thread thread = new Thread(reading, "ecs-credential-helper");
        thread.setDaemon(true);
        thread.start();
        return new ProcessOutput(reading);
    }

    /** What the process printed; to be called when it has ended. */
    String text() throws IOException, InterruptedException {
        try {
            return reading.get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("its output cannot be read", e);
        }
    }
}
