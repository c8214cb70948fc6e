package io.github.ecsmaven.sandbox.ecs;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Follows what a container writes and passes it on line by line, standard output and standard error in the order of the engine. */
final class ContainerOutput extends ResultCallback.Adapter<Frame> {
    private static final long LAST_WORDS_SECONDS = 5;

    private final Consumer<String> lines;
    private final Map<StreamType, ByteArrayOutputStream> begun = new EnumMap<>(StreamType.class);

    ContainerOutput(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void onNext(Frame frame) {
        ByteArrayOutputStream line = begun.computeIfAbsent(frame.getStreamType(), t -> new ByteArrayOutputStream());
        for (byte b : frame.getPayload()) {
            if (b == '\n') {
                end(line);
            } else {
                line.write(b);
            }
        }
    }

    private void end(ByteArrayOutputStream line) {
        lines.accept(line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", ""));
        line.reset();
    }

    @Override
    public void onComplete() {
        begun.values().stream().filter(line -> line.size() > 0).forEach(this::end);
        super.onComplete();
    }

    /** Waits until a container that has ended is read to its end. */
    void awaitLastWords() {
        try {
            awaitCompletion(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
