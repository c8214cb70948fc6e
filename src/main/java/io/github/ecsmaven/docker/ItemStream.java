package io.github.ecsmaven.docker;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The items that the engine sends while it builds or pushes, handed over to the thread that asked: Maven tells by the thread which
 * module a line of output belongs to. (docker-java's own callbacks also log a failure with its stack trace before they throw it.)
 *
 * @param <T> type of the items
 */
final class ItemStream<T> implements ResultCallback<T> {
    private static final int CAPACITY = 1024;
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final BlockingQueue<Signal<T>> signals = new LinkedBlockingQueue<>(CAPACITY);
    private volatile boolean closed;
    private volatile @Nullable Closeable response;

    /**
     * Hands every item to the consumer, and returns when the stream has ended.
     *
     * @throws RuntimeException whatever the request or the consumer failed with
     */
    void forEach(Consumer<T> consumer) throws InterruptedException {
        try {
            forEach(consumer, FOR_EVER);
        } catch (TimeoutException e) {
            throw new IllegalStateException("292 years are over", e);
        }
    }

    /**
     * The same where items have to come.
     *
     * @param silence greatest time between two items
     * @throws TimeoutException when none came for so long; the request is given up
     */
    void forEach(Consumer<T> consumer, Duration silence) throws InterruptedException, TimeoutException {
        try {
            while (true) {
                Signal<T> signal = signals.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
                if (signal == null) {
                    throw new TimeoutException("no item for " + silence);
                }
                if (signal.failure() instanceof Error error) {
                    throw error;
                }
                if (signal.failure() != null) {
                    throw asUnchecked(signal.failure());
                }
                if (signal.item() == null) {
                    return;
                }
                consumer.accept(signal.item());
            }
        } finally {
            close();
        }
    }

    private static RuntimeException asUnchecked(Throwable failure) {
        return failure instanceof RuntimeException unchecked ? unchecked : new RuntimeException(failure);
    }

    @Override
    public void onStart(Closeable stream) {
        response = stream;
        if (closed) {
            close(stream);
        }
    }

    @Override
    public void onNext(T item) {
        put(new Signal<>(item, null));
    }

    @Override
    public void onError(Throwable failure) {
        put(new Signal<>(null, failure));
    }

    @Override
    public void onComplete() {
        put(new Signal<>(null, null));
    }

    private void put(Signal<T> signal) {
        if (closed) {
            return;
        }
        try {
            signals.put(signal);
        } catch (InterruptedException e) {
            // Closing interrupts docker-java's thread; nobody takes items any more.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        signals.clear();
        Closeable started = response;
        if (started != null) {
            close(started);
        }
    }

    private static void close(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // What has been read stands; the connection is given up anyway.
            return;
        }
    }

    /** An item, a failure, or neither: the end. */
    private record Signal<T>(@Nullable T item, @Nullable Throwable failure) {}
}
