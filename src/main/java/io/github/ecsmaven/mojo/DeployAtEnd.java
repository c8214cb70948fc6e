package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.release.PutOffWork;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/** Puts the goals of the deploy phase off until the last module has come to them, or with the extension until all modules are built. */
final class DeployAtEnd {
    /** The goals that are put off. */
    static final List<String> GOALS = List.of("push", "lifecycle", "deploy");

    private static final String EXTENSION = "extension";
    private static final String LISTENING = "listening";
    private static final String INFO = "info";
    private static final String WARN = "warn";

    private final MavenSession session;
    private final Reactor reactor;
    private final PutOffWork work;

    DeployAtEnd(MavenSession session) {
        this.session = session;
        this.reactor = new Reactor(session);
        this.work = new PutOffWork(reactor.shared());
    }

    /** Leaves the work to {@link #endOfSession()}; true for the first who wants that. */
    boolean waitForAllModules() {
        return reactor.shared().putIfAbsent(EXTENSION, true) == null;
    }

    private boolean waitsForAllModules() {
        return reactor.shared().containsKey(EXTENSION);
    }

    private Set<String> awaited(LifecycleExecutor lifecycle, MojoExecution own) {
        return work.awaited(() -> reactor.reaching(GOALS, lifecycle, own));
    }

    /** Puts one goal of a module off. */
    void putOff(MavenProject project, MojoExecution goal, LifecycleExecutor lifecycle, Runnable release, Log log) {
        reactor.shared().putIfAbsent(INFO, (Consumer<String>) log::info);
        reactor.shared().putIfAbsent(WARN, (Consumer<String>) log::warn);
        String stage = goal.getGoal();
        if (reactor.shared().putIfAbsent(LISTENING, true) == null && !waitsForAllModules()) {
            AllModulesBuilt.before(session, this::reportLeft);
        }
        work.add(reactor.nameOf(project), reactor.position(project), stage(stage), release);
        RecordFiles.of(project).putOff();
        if (reactor.shared().putIfAbsent("said " + reactor.nameOf(project), true) == null) {
            say(log, project, awaited(lifecycle, goal));
        }
    }

    private void say(Log log, MavenProject project, Set<String> awaited) {
        List<String> others = work.missing(awaited).stream()
                .filter(module -> !module.equals(reactor.nameOf(project)) && !reactor.isGone(module))
                .toList();
        if (waitsForAllModules()) {
            log.info("Put off until all modules are built (deployAtEnd).");
        } else if (!others.isEmpty()) {
            log.info("Put off until " + String.join(", ", others) + (others.size() == 1 ? " has" : " have")
                    + " come here too (deployAtEnd).");
        }
    }

    private static PutOffWork.Stage stage(String goal) {
        return PutOffWork.Stage.valueOf(goal.toUpperCase(java.util.Locale.ROOT));
    }

    /**
     * A module has come past its last goal of these. The last one does what all have put off.
     *
     * @param afterwards what is said of the module when that is done
     * @throws ActionableException when a module has failed, so that nothing is done, or when what was put off fails
     */
    void leave(MavenProject project, MojoExecution goal, LifecycleExecutor lifecycle, Runnable afterwards, Log log) {
        String module = reactor.nameOf(project);
        if (work.modules().contains(module)) {
            work.add(module, reactor.position(project), PutOffWork.Stage.SUMMARY, () -> {
                RecordFiles.of(project).forgetPutOff();
                afterwards.run();
            });
        }
        if (waitsForAllModules()) {
            return;
        }
        boolean last = work.isLast(module, awaited(lifecycle, goal), reactor::isGone);
        if (!last && !(work.isTaken() && work.isLeft(module))) {
            return;
        }
        if (!work.modules().isEmpty()) {
            refuseAfterFailure();
            List<String> unfinished = reactor.unfinished(project);
            if (!unfinished.isEmpty()) {
                log.warn("Not built yet: " + String.join(", ", unfinished)
                        + ". What fails there comes after the deployment; with <extensions>true</extensions> in the"
                        + " plugin's declaration it waits for all modules.");
            }
            doAll();
        }
        warnOfLeftBehind(log::warn);
    }

    /** The only module of this run has come past its last goal of these. */
    void leaveAlone(Log log) {
        if (!waitsForAllModules()) {
            warnOfLeftBehind(log::warn);
        }
    }

    /** Nobody came last: a module failed that was waited for, and what it kept back does not happen. */
    private void reportLeft() {
        if (!work.isTaken() && !work.modules().isEmpty()) {
            List<String> failed = reactor.failed();
            say(
                    WARN,
                    "Nothing is pushed or deployed of " + String.join(", ", work.modules())
                            + (failed.isEmpty() ? "." : ", because " + String.join(", ", failed) + " failed.")
                            + " That is left to do: mvn deploy " + Reactor.only(work.modules()));
        }
    }

    /**
     * All modules are built, or will not be.
     *
     * @throws ActionableException when a module has failed, so that nothing is done, or when what was put off fails
     */
    void endOfSession() {
        if (!work.modules().isEmpty() && work.take()) {
            refuseAfterFailure();
            doAll();
        }
    }

    private void refuseAfterFailure() {
        List<String> failed = reactor.failed();
        if (!failed.isEmpty()) {
            throw new ActionableException(
                    "Nothing is pushed or deployed, because " + String.join(", ", failed)
                            + " failed. Put off and not done: " + String.join(", ", work.modules()) + ".",
                    "Mend what failed and run mvn deploy again; for what was put off alone: mvn deploy "
                            + Reactor.only(work.modules()) + ".");
        }
    }

    private void doAll() {
        List<String> modules = work.modules();
        if (modules.size() > 1) {
            say(INFO, "");
            say(INFO, "Now what was put off: " + String.join(", ", modules));
        }
        work.run(step -> {
            if (modules.size() > 1) {
                say(INFO, "");
                say(INFO, step + ":");
            }
        });
    }

    @SuppressWarnings("unchecked")
    private void say(String level, String line) {
        Object log = reactor.shared().get(level);
        if (log != null) {
            ((Consumer<String>) log).accept(line);
        }
    }

    /** What {@code -rf} leaves out although an earlier run has not come to its deployment. */
    void warnOfLeftBehind(Consumer<String> log) {
        List<String> left = reactor.isToDeploy() ? reactor.leftBehind() : List.of();
        if (!left.isEmpty()) {
            log.accept("Built by an earlier run, not pushed and deployed there, and not part of this one: "
                    + String.join(", ", left) + ". That is left to do: mvn deploy " + Reactor.only(left));
        }
    }
}
