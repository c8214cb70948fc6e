package io.github.ecsmaven.faults;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tries cases side by side: most of the time each waits for somebody. */
final class FaultMatrix implements AutoCloseable {
    /** Far more than any fault may cost with the impatience of the trials. */
    private static final Duration HANGS = Duration.ofSeconds(200);

    private final List<ExecutorService> lines = new ArrayList<>();
    private final List<FaultCase> cases = new ArrayList<>();
    private final List<Future<Finding>> trials = new ArrayList<>();
    private final Path directory;

    FaultMatrix(Path directory) {
        this.directory = directory;
    }

    /** Begins with cases of which so many may be tried at once. */
    FaultMatrix begin(int atOnce, List<FaultCase> more) {
        ExecutorService line = Executors.newFixedThreadPool(atOnce, work -> {
            Thread thread = new Thread(work, "trial");
            thread.setDaemon(true);
            return thread;
        });
        lines.add(line);
        for (FaultCase tried : more) {
            Path place = directory.resolve("case-" + trials.size());
            cases.add(tried);
            trials.add(line.submit(() -> Trial.of(tried, place)));
        }
        return this;
    }

    /** All findings, in the order of their cases. */
    List<Finding> findings() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (Future<Finding> trial : trials) {
            findings.add(end(trial, cases.get(findings.size())));
        }
        return findings;
    }

    private static Finding end(Future<Finding> trial, FaultCase tried) throws InterruptedException {
        try {
            return trial.get(HANGS.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException hangs) {
            return broken(tried, "it hangs");
        } catch (ExecutionException e) {
            StringWriter trace = new StringWriter();
            e.getCause().printStackTrace(new PrintWriter(trace));
            return broken(tried, "it ended with " + trace);
        }
    }

    private static Finding broken(FaultCase tried, String how) {
        return new Finding(tried, "–", "–", new WorldState("–", "–", "–", "–", "–"), List.of(how));
    }

    @Override
    public void close() {
        lines.forEach(ExecutorService::shutdownNow);
    }
}
