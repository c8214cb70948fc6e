package io.github.ecsmaven.preflight;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.exception.SdkException;

/** Carries checks out, several at a time, with those that they lead to. Its threads end with it. */
public final class Preflight {
    private static final int AT_A_TIME = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<Check> first;

    /** @param first what to begin with */
    public Preflight(List<Check> first) {
        this.first = List.copyOf(first);
    }

    /**
     * Looks at everything.
     *
     * @throws InterruptedException when the thread is interrupted; looks that are under way are given up
     */
    public Verdict run() throws InterruptedException {
        List<Thread> started = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, task -> {
            Thread thread = new Thread(task, "ecs-verify-" + started.size());
            thread.setDaemon(true);
            started.add(thread);
            return thread;
        });
        try {
            return run(threads);
        } finally {
            threads.shutdownNow();
            // An executor is terminated a moment before its threads are.
            for (Thread thread : started) {
                thread.join(PATIENCE.toMillis());
            }
        }
    }

    private Verdict run(ExecutorService threads) throws InterruptedException {
        CompletionService<Report> looks = new ExecutorCompletionService<>(threads);
        Set<Check> seen = new HashSet<>();
        Set<String> checked = new LinkedHashSet<>();
        List<Finding> findings = new ArrayList<>();
        List<Check> begun = new ArrayList<>();
        begin(first, seen, begun, looks);
        for (int ended = 0; ended < begun.size(); ended++) {
            Report report = report(looks);
            findings.addAll(report.findings());
            begin(report.next(), seen, begun, looks);
        }
        begun.stream().map(Check::subject).sorted().forEach(checked::add);
        findings.sort(Comparator.comparing(Finding::severity).thenComparing(Finding::problem));
        return new Verdict(findings.stream().distinct().toList(), List.copyOf(checked));
    }

    private static void begin(List<Check> checks, Set<Check> seen, List<Check> begun, CompletionService<Report> looks) {
        checks.stream().filter(seen::add).forEach(check -> {
            begun.add(check);
            looks.submit(() -> look(check));
        });
    }

    private static Report report(CompletionService<Report> looks) throws InterruptedException {
        try {
            return looks.take().get();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a check ended with what no check may throw", bug.getCause());
        }
    }

    private static Report look(Check check) {
        Report report = new Report();
        try {
            check.look(report);
        } catch (ActionableException e) {
            report.couldNotCheck(e.problem(), e.remedy());
        } catch (SdkException e) {
            ActionableException explained = AwsFailures.explain(check.doing(), e);
            report.couldNotCheck(explained.problem(), explained.remedy());
        } catch (RuntimeException bug) {
            report.couldNotCheck(
                    "Could not " + check.doing() + ": " + bug + ".",
                    "That is an error in this plugin; please report it.");
        }
        return report;
    }
}
