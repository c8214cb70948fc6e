package io.github.ecsmaven.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tries cases side by side: most of the time each waits for somebody. */
final class FaultMatrix {
    private static final int AT_ONCE = 6;

    /** Far more than any fault may cost with the impatience of the trials. */
    private static final Duration HANGS = Duration.ofSeconds(200);

    private FaultMatrix() {}

    static List<Finding> of(List<FaultCase> cases, Path directory) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
            Thread thread = new Thread(work, "trial");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Finding>> trials = new ArrayList<>();
            for (FaultCase tried : cases) {
                Path place = directory.resolve("case-" + trials.size());
                trials.add(threads.submit(() -> Trial.of(tried, place)));
            }
            List<Finding> findings = new ArrayList<>();
            for (Future<Finding> trial : trials) {
                findings.add(end(trial, cases.get(findings.size())));
            }
            return findings;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Finding end(Future<Finding> trial, FaultCase tried) throws Exception {
        try {
            return trial.get(HANGS.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException hangs) {
            throw new AssertionError(tried + " hangs", hangs);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new AssertionError(tried + " ended with " + e.getCause(), e.getCause());
        }
    }
}
