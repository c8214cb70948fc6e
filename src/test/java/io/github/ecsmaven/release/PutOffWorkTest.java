package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.release.PutOffWork.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PutOffWorkTest {
    private final Map<String, Object> shared = new ConcurrentHashMap<>();
    private final PutOffWork work = new PutOffWork(shared);
    private final List<String> done = new ArrayList<>();

    private void putOff(String module, int position, Stage stage) {
        work.add(module, position, stage, () -> done.add(module + " " + stage));
    }

    @Test
    void pushesAllBeforeItDeploysAny() {
        putOff("web", 2, Stage.PUSH);
        putOff("web", 2, Stage.DEPLOY);
        putOff("web", 2, Stage.SUMMARY);
        putOff("api", 1, Stage.PUSH);
        putOff("api", 1, Stage.LIFECYCLE);
        putOff("api", 1, Stage.DEPLOY);
        List<String> begun = new ArrayList<>();

        assertThat(work.modules()).containsExactly("api", "web");
        work.run(begun::add);

        assertThat(work.modules()).isEmpty();
        assertThat(done)
                .containsExactly("api PUSH", "web PUSH", "api LIFECYCLE", "api DEPLOY", "web DEPLOY", "web SUMMARY");
        assertThat(begun).containsExactly("api push", "web push", "api lifecycle", "api deploy", "web deploy");
    }

    @Test
    void aPushThatFailsDeploysNothing() {
        putOff("api", 1, Stage.PUSH);
        putOff("api", 1, Stage.DEPLOY);
        putOff("api", 1, Stage.SUMMARY);
        work.add("web", 2, Stage.PUSH, () -> {
            throw new ActionableException("No room.", "Make room.");
        });

        assertThatThrownBy(() -> work.run(name -> {}))
                .hasMessageContaining("Failed: web push. Done before: api push. Not begun: api deploy.");
        assertThat(done).containsExactly("api PUSH");
    }

    @Test
    void aModuleThatIsDoneIsSummedUpAlsoWhenALaterOneFails() {
        putOff("api", 1, Stage.DEPLOY);
        putOff("api", 1, Stage.SUMMARY);
        work.add("web", 2, Stage.DEPLOY, () -> {
            throw new ActionableException("Rolled back.", "Mend it.");
        });
        putOff("web", 2, Stage.SUMMARY);

        assertThatThrownBy(() -> work.run(name -> {})).hasMessageContaining("Done before: api deploy.");
        assertThat(done).containsExactly("api DEPLOY", "api SUMMARY");
    }

    @Test
    void whatComesAfterTheWorkWasTakenIsLeft() {
        putOff("api", 1, Stage.PUSH);
        assertThat(work.isTaken()).isFalse();
        assertThat(work.isLast("api", Set.of("api"), module -> false)).isTrue();
        work.run(name -> {});
        putOff("web", 2, Stage.PUSH);

        assertThat(work.isTaken()).isTrue();
        assertThat(work.isLeft("api")).isFalse();
        assertThat(work.isLeft("web")).isTrue();
    }

    @Test
    void theLastIsWhoComesWhenNobodyElseIsToCome() {
        Set<String> awaited = Set.of("api", "web", "broken", "blocked");

        assertThat(work.isLast("api", awaited, module -> false)).isFalse();
        assertThat(work.missing(awaited)).containsExactly("blocked", "broken", "web");
        assertThat(work.isLast("web", awaited, Set.of("broken", "blocked")::contains))
                .isTrue();
        assertThat(work.isLast("web", awaited, Set.of("broken", "blocked")::contains))
                .isFalse();
    }

    @Test
    void ofModulesThatComeAtOnceExactlyOneIsTheLast() throws Exception {
        Set<String> awaited = Set.of("a", "b", "c", "d");
        ExecutorService modules = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 500; round++) {
                PutOffWork session = new PutOffWork(new ConcurrentHashMap<>());
                CountDownLatch start = new CountDownLatch(1);
                List<Future<Boolean>> answers = new ArrayList<>();
                for (String module : awaited) {
                    answers.add(modules.submit(() -> {
                        start.await();
                        return session.isLast(module, awaited, other -> false);
                    }));
                }
                start.countDown();
                int last = 0;
                for (Future<Boolean> answer : answers) {
                    last += answer.get() ? 1 : 0;
                }
                assertThat(last).isEqualTo(1);
            }
        } finally {
            modules.shutdownNow();
        }
    }

    @Test
    void aCopyOfAnotherClassLoaderFindsOnlyTypesOfTheJdk() {
        putOff("api", 1, Stage.PUSH);
        work.awaited(() -> Set.of("api"));
        work.isLast("api", Set.of("api"), module -> false);

        assertThat(shared.values()).allSatisfy(PutOffWorkTest::isOfTheJdk);
    }

    private static void isOfTheJdk(Object value) {
        assertThat(value.getClass().getName()).startsWith("java.");
        if (value instanceof Iterable<?> items) {
            for (Object item : items) {
                List<Object> parts = item instanceof Object[] array ? List.of(array) : List.of(item);
                parts.stream()
                        .filter(part -> !(part instanceof Runnable))
                        .forEach(part -> assertThat(part.getClass().getName()).startsWith("java."));
            }
        }
    }
}
