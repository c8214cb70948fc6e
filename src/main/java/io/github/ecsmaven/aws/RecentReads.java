package io.github.ecsmaven.aws;

import io.github.ecsmaven.Awaited;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What AWS has answered a moment ago, for the goals of a run that ask one after the other for the same. An answer counts for ten seconds,
 * and only until this session changes anything. It is good enough to find that there is nothing to do; whoever is going to change
 * something {@linkplain #forget forgets} it and asks again. Safe for use by several threads: of two that ask the same at once, one waits
 * for the other.
 */
public final class RecentReads {
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final AtomicLong changes = new AtomicLong();
    private final Map<List<Object>, Answer> answers = new ConcurrentHashMap<>();
    private final AtomicBoolean remembered = new AtomicBoolean();

    private record Answer(FutureTask<?> task, Instant asked, long changesBefore) {}

    /** Remembers nothing yet. */
    public RecentReads(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The answer to a question.
     *
     * @param kind what is asked for, such as {@code service}
     * @param about which one
     * @param ask asks AWS; what it throws is thrown here, and not remembered
     */
    @SuppressWarnings("unchecked") // A kind is asked for in one place of the code.
    public <T> T read(String kind, Object about, Supplier<T> ask) {
        List<Object> question = List.of(kind, about);
        Answer own = new Answer(new FutureTask<>(ask::get), clock.instant(), changes.get());
        Answer answer = answers.compute(question, (same, known) -> known != null && isFresh(known) ? known : own);
        if (answer != own) {
            remembered.set(true);
        }
        answer.task().run();
        try {
            return (T) Awaited.result(answer.task(), "The wait for AWS");
        } catch (RuntimeException failure) {
            answers.remove(question, answer);
            throw failure;
        }
    }

    /**
     * The answer to a question, where it has been asked a moment ago and is there; nobody is asked for it now.
     *
     * @param kind what it is about, as for {@link #read}
     * @param about which one
     */
    @SuppressWarnings("unchecked") // As above.
    public <T> Optional<T> known(String kind, Object about) {
        Answer known = answers.get(List.of(kind, about));
        if (known == null || !isFresh(known) || !known.task().isDone()) {
            return Optional.empty();
        }
        try {
            T answer = (T) Awaited.result(known.task(), "The wait for AWS");
            remembered.set(true);
            return Optional.of(answer);
        } catch (RuntimeException failure) {
            // Whoever asked hears of it, and is about to take the question away.
            return Optional.empty();
        }
    }

    private boolean isFresh(Answer answer) {
        return answer.changesBefore() == changes.get()
                && answer.asked().plus(FRESH).isAfter(clock.instant());
    }

    /**
     * Forgets all answers.
     *
     * @return whether anything has been answered from memory since the last time, so that asking again may have another answer
     */
    public boolean forget() {
        answers.clear();
        return remembered.getAndSet(false);
    }

    /** Something is about to be changed, or has been. The SDK's clients tell of what is changed by them. */
    public void changed() {
        changes.incrementAndGet();
    }
}
