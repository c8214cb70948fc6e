package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.EcrKeychain;
import io.github.ecsmaven.ecr.EcrRegistry;
import io.github.ecsmaven.ecr.LifecyclePolicies;
import io.github.ecsmaven.ecr.ListedImages;
import io.github.ecsmaven.ecr.Repositories;
import io.github.ecsmaven.ecr.RepositoryLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Asks AWS what the goals of the deploy phase will ask, beside {@code ecs:build}: making two clients of the AWS SDK takes longer than all
 * that follows. Answers wait where the goals look for them, and a failure is theirs to find again. Its threads end
 * when it is closed.
 */
final class ReadAhead implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final List<Thread> threads = new ArrayList<>();

    private ReadAhead() {}

    /** Asks nothing. */
    static ReadAhead none() {
        return new ReadAhead();
    }

    /** Asks what the goal's module will want to know; nothing where its configuration does not say whom and what. */
    static ReadAhead begin(AbstractServiceMojo goal) {
        ReadAhead ahead = new ReadAhead();
        try {
            goal.awsSettings();
            goal.targets();
            goal.moduleImage().repository();
        } catch (ActionableException thatTheGoalTells) {
            return ahead;
        }
        // Two threads that load the same classes at the same time only wait for one another.
        CountDownLatch answered = new CountDownLatch(1);
        ahead.start("ecs-read-service", () -> readServices(goal, answered));
        ahead.start("ecs-read-repository", () -> {
            answered.await();
            readRepository(goal);
        });
        if (goal.createsService()) {
            ahead.start("ecs-read-stack", () -> {
                answered.await();
                ModuleStack.readAhead(goal);
            });
        }
        return ahead;
    }

    /** Asks what {@code ecs:push} will need, while the image is built. */
    static ReadAhead ofPush(AbstractServiceMojo goal) {
        ReadAhead ahead = new ReadAhead();
        if (goal.invocation().reaches("push") && !goal.session.isOffline()) {
            ahead.start("ecs-read-token", () -> readToken(goal));
        }
        return ahead;
    }

    interface Work {
        void run() throws InterruptedException;
    }

    void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException | RuntimeException | LinkageError notNow) {
                        // Maven closes the plugin's class loader when it ends.
                        return;
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Waits for the answers. */
    void join() {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionableException("Maven was interrupted while it asked AWS.", "Run it again.", e);
        }
    }

    /** Where the goal has failed, a call that is under way gets a moment to end. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void readServices(AbstractServiceMojo goal, CountDownLatch answered) {
        try {
            for (DeploymentTarget target : goal.targets()) {
                goal.running(target).ifPresent(running -> {
                    answered.countDown();
                    goal.baseRevision(target, running);
                    goal.aws().ecs().changes().lookBack(running);
                    running.targetGroupArns().stream()
                            .limit(1)
                            .filter(group -> isAskedForUrl(goal, group))
                            .forEach(goal.aws()::urlOf);
                });
            }
        } finally {
            answered.countDown();
        }
    }

    /** A stack says where it answers. */
    private static boolean isAskedForUrl(AbstractServiceMojo goal, String targetGroup) {
        return !goal.createsService()
                && (goal.smokeTest().isPresent()
                        || goal.recordFiles().url().of(targetGroup).isEmpty());
    }

    private static void readToken(AbstractServiceMojo goal) {
        RepositoryLocation where = goal.moduleImage().repository();
        EcrKeychain keychain = goal.aws().keychain(goal.moduleImage().ecrRegistries());
        new Repositories(goal.aws().registry(where)).find(where).ifPresent(repository -> keychain.alsoFor(repository)
                .credentialsFor(repository.uri().registry()));
    }

    private static void readRepository(AbstractServiceMojo goal) {
        RepositoryLocation where = goal.moduleImage().repository();
        EcrRegistry registry = goal.aws().registry(where);
        if (new Repositories(registry).find(where).isPresent()
                && goal.lifecyclePolicy().isPresent()) {
            new LifecyclePolicies(registry).find(where.name());
            new ListedImages(registry).of(where.name());
        }
    }
}
