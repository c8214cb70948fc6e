package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void itsThreadsHaveEndedOnceItIsClosed() {
        ReadAhead ahead = ReadAhead.none();
        ahead.start("ecs-read-never", () -> new CountDownLatch(1).await());

        ahead.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("ecs-read-never"));
    }

    @Test
    void aFailureIsNobodysBusinessHere() {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
        try (ReadAhead ahead = ReadAhead.none()) {
            ahead.start("ecs-read-1", () -> {
                throw new IllegalStateException("no answer");
            });
            ahead.start("ecs-read-2", () -> {
                throw new NoClassDefFoundError("the class loader is closed");
            });
            ahead.start("ecs-read-3", () -> done.add("read"));

            ahead.join();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(uncaught).isEmpty();
        assertThat(done).containsExactly("read");
    }
}
