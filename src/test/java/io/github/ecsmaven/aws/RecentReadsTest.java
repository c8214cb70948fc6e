package io.github.ecsmaven.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.sandbox.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentReadsTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final RecentReads reads = new RecentReads(clock);
    private final AtomicInteger asked = new AtomicInteger();

    private int read(String about) {
        return reads.read("service", about, asked::incrementAndGet);
    }

    @Test
    void asksOnceForWhatIsAskedTwice() {
        assertThat(read("shop")).isEqualTo(1);
        assertThat(read("shop")).isEqualTo(1);
    }

    @Test
    void asksForEachThingAndEachKindOfQuestion() {
        assertThat(read("shop")).isEqualTo(1);
        assertThat(read("worker")).isEqualTo(2);
        assertThat(reads.<Integer>read("cluster", "shop", asked::incrementAndGet))
                .isEqualTo(3);
    }

    @Test
    void knowsWhatWasAskedAndNothingElse() {
        assertThat(reads.known("service", "shop")).isEmpty();

        read("shop");

        assertThat(reads.<Integer>known("service", "shop")).contains(1);
        assertThat(reads.known("service", "worker")).isEmpty();
        clock.advance(Duration.ofSeconds(10));
        assertThat(reads.known("service", "shop")).isEmpty();
    }

    @Test
    void doesNotKnowWhatIsStillBeingAskedFor() {
        reads.read("service", "shop", () -> {
            assertThat(reads.known("service", "shop")).isEmpty();
            return asked.incrementAndGet();
        });

        assertThat(asked).hasValue(1);
    }

    @Test
    void knowsNoAnswerThatDidNotCome() {
        assertThatThrownBy(() -> reads.read("service", "shop", () -> {
                    throw new IllegalStateException("no answer");
                }))
                .hasMessage("no answer");

        assertThat(reads.known("service", "shop")).isEmpty();
    }

    @Test
    void whatIsKnownCountsAsRemembered() {
        read("shop");
        reads.known("service", "shop");

        assertThat(reads.forget()).isTrue();
    }

    @Test
    void asksAgainAfterTenSeconds() {
        read("shop");
        clock.advance(Duration.ofSeconds(9));
        assertThat(read("shop")).isEqualTo(1);

        clock.advance(Duration.ofSeconds(1));

        assertThat(read("shop")).isEqualTo(2);
    }

    @Test
    void asksAgainOnceSomethingWasChanged() {
        read("shop");

        reads.changed();

        assertThat(read("shop")).isEqualTo(2);
    }

    @Test
    void anAnswerThatWasAskedForBeforeAChangeCountsNoLonger() {
        reads.read("service", "shop", () -> {
            reads.changed();
            return asked.incrementAndGet();
        });

        assertThat(read("shop")).isEqualTo(2);
    }

    @Test
    void saysWhetherForgettingMakesADifference() {
        read("shop");
        assertThat(reads.forget()).isFalse();

        read("shop");
        read("shop");
        assertThat(reads.forget()).isTrue();

        assertThat(read("shop")).isEqualTo(3);
        assertThat(reads.forget()).isFalse();
    }

    @Test
    void doesNotRememberFailures() {
        assertThatThrownBy(() -> reads.read("service", "shop", () -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");

        assertThat(read("shop")).isEqualTo(1);
    }

    @Test
    void whoAsksTheSameMeanwhileWaitsForThatAnswer() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> first = threads.submit(() -> reads.read("service", "shop", () -> {
                asking.countDown();
                await(answered);
                return asked.incrementAndGet();
            }));
            asking.await();
            Future<Integer> second = threads.submit(() -> read("shop"));

            answered.countDown();

            assertThat(first.get()).isEqualTo(1);
            assertThat(second.get()).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
