package io.github.ecsmaven.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.buildkit.DifferentialEngine.Build;
import io.github.ecsmaven.buildkit.DifferentialEngine.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Builds several things at once, each with our client and with the docker command, and tells what differs in a test of each. */
final class DifferentialRun {
    private static final int AT_ONCE = 8;
    /** Cases of which docker 20.10 takes the patterns otherwise, by the beginnings of their names. */
    private static final List<String> PATTERNS = List.of("patterns-", "ignoring", "bang", "leading-space");

    private static final Pattern LOST_LAYER = Pattern.compile("parent snapshot \\S+ does not exist: not found");

    private DifferentialRun() {}

    /** Begins to build, and gives tests that wait for it. */
    static Stream<DynamicTest> testsOf(Map<String, Build> builds, DifferentialEngine engine) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        List<DynamicTest> tests = new ArrayList<>();
        builds.forEach((name, build) -> {
            Future<?> comparison = threads.submit(() -> compare(name, build, engine));
            tests.add(DynamicTest.dynamicTest(name, () -> await(comparison)));
        });
        return tests.stream().onClose(threads::shutdownNow);
    }

    private static void await(Future<?> comparison) throws Throwable {
        try {
            comparison.get(1, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private static Void compare(String name, Build build, DifferentialEngine engine) throws Exception {
        Outcome ours = kept(() -> engine.ours(build));
        Optional<DifferentialCli> cli = engine.cli()
                .filter(docker ->
                        docker.readsPatternsOfToday() || PATTERNS.stream().noneMatch(name::startsWith));
        if (cli.isEmpty()) {
            String recorded = DifferentialListings.of(name, engine.generation());
            assertThat(ours.differencesFrom(recorded))
                    .as("%s; ours: %s", name, ours.failure())
                    .isEmpty();
            return null;
        }
        Outcome theirs = kept(() -> engine.theirs(cli.get(), build));
        if (DifferentialListings.updating()) {
            DifferentialListings.record(name, engine.generation(), theirs.text());
        }
        assertThat(ours.differencesFrom(theirs.text()))
                .as("%s with %s; ours: %s; theirs: %s", name, cli.get(), ours.failure(), theirs.failure())
                .isEmpty();
        assertThat(ours.configuration()).isEqualTo(theirs.configuration());
        return null;
    }

    /**
     * Builds again when the engine's store has collected a layer that this build of several at once was about to use, which says nothing
     * about who asked for it; seen with the containerd image store and the docker command.
     */
    private static Outcome kept(Callable<Outcome> build) throws Exception {
        Outcome outcome = build.call();
        return LOST_LAYER.matcher(String.valueOf(outcome.failure())).find() ? build.call() : outcome;
    }
}
