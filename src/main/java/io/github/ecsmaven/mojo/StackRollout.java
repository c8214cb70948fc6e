package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.DeploymentFailedException;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.release.StackDecision;
import io.github.ecsmaven.release.StackReleaseOutcome;
import io.github.ecsmaven.release.StackReleases;
import io.github.ecsmaven.stack.DeployedStack;
import io.github.ecsmaven.stack.StackFailedException;
import io.github.ecsmaven.stack.StackOutput;
import io.github.ecsmaven.stack.StackRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Brings a service and its stack to what is wanted: shows what happens, listens to an interrupt meanwhile, writes down how it ended, and
 * asks the URL where the user wants that.
 */
final class StackRollout {
    private final AbstractServiceMojo goal;
    private final ModuleStack stack;

    StackRollout(AbstractServiceMojo goal, ModuleStack stack) {
        this.goal = goal;
        this.stack = stack;
    }

    /**
     * Does it.
     *
     * @param beforeChange has its say when something is to be changed, and may refuse
     * @throws StackFailedException when the stack did not end well
     * @throws DeploymentFailedException when the service did not
     */
    StackReleaseOutcome run(DeployedImage image, DeploymentSettings settings, Runnable beforeChange) {
        Instant start = Instant.now();
        StackReleases releases = goal.aws().stackReleases();
        StackRequest request = stack.request(image);
        StackDecision decision = releases.decide(request, settings);
        if (!decision.isNothing()) {
            try {
                beforeChange.run();
            } catch (RuntimeException refusal) {
                releases.discard(decision);
                throw refusal;
            }
        }
        LiveBlock block = Console.blockFor(goal.session);
        StackLog log = new StackLog(goal.getLog(), block, InstantSource.system(), request.resources());
        StackFile file = new StackFile(stack.service(), image.name().toString());
        StackReleaseOutcome outcome = execute(decision, settings, log, file, block);
        Optional<String> url = url(outcome);
        goal.recordFiles().writeDeployment(file.of(outcome, url));
        ProjectProperties.stack(goal.project, outcome.stack().stack(), url);
        sumUp(decision, outcome, Duration.between(start, Instant.now()), url);
        url.ifPresent(known -> prove(known, log));
        return outcome;
    }

    private StackReleaseOutcome execute(
            StackDecision decision, DeploymentSettings settings, StackLog log, StackFile file, LiveBlock block) {
        AwsAccess aws = goal.aws();
        InterruptHook hook = InterruptHook.armed(
                System.out, goal.isRolledBackOnInterrupt(), aws.ecs().stop());
        log.onFollowUp(hook::know);
        log.deployment().onFollowUp(hook::know);
        try (Redrawing redrawing = Redrawing.start(block, log::draw, log::end)) {
            return aws.stackReleases().execute(decision, stack.settings(), settings, log);
        } catch (StackFailedException e) {
            goal.recordFiles().writeDeployment(file.of(e));
            throw e;
        } catch (DeploymentFailedException e) {
            goal.recordFiles().writeDeployment(file.of(e, stack.found()));
            throw e;
        } finally {
            hook.disarm();
        }
    }

    /** What the stack says, else where a load balancer answers that forwards to its target group. */
    private Optional<String> url(StackReleaseOutcome outcome) {
        DeployedStack there = outcome.stack().stack();
        return there.output(StackOutput.URL).or(() -> there.output(StackOutput.TARGET_GROUP)
                .flatMap(goal.aws()::urlOf)
                .map(String::valueOf));
    }

    private void sumUp(StackDecision decision, StackReleaseOutcome outcome, Duration took, Optional<String> url) {
        Summary summary = goal.summary();
        summary.add("stack", became(outcome), outcome.stack().stack().name(), took);
        boolean served = !decision.isNothing();
        summary.add(
                "service",
                switch (outcome.stack().end()) {
                    case CREATED -> Summary.Outcome.CREATED;
                    default -> served ? Summary.Outcome.UPDATED : Summary.Outcome.UNCHANGED;
                },
                stack.names().cluster() + "/" + stack.names().service(),
                outcome.deployment().map(it -> it.took()).orElse(Duration.ZERO));
        url.ifPresent(summary::url);
    }

    private static Summary.Outcome became(StackReleaseOutcome outcome) {
        return switch (outcome.stack().end()) {
            case CREATED -> Summary.Outcome.CREATED;
            case UPDATED -> Summary.Outcome.UPDATED;
            default -> Summary.Outcome.UNCHANGED;
        };
    }

    private void prove(String url, StackLog log) {
        goal.smokeTest().ifPresent(test -> log.answered(test.question(url).toString(), test.status(), test.run(url)));
    }
}
