package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.PastDeployment;
import io.github.ecsmaven.ecs.RunningService;
import io.github.ecsmaven.ecs.TargetGroups;
import io.github.ecsmaven.ecs.TargetHealth;
import io.github.ecsmaven.stack.DeployedStack;
import io.github.ecsmaven.stack.StackOutput;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows what the ECS service runs: revision, image and digest, Maven coordinates and git commit, the load balancer's view, the last
 * deployments and events. Reads only, and needs no Docker Engine: {@code mvn ecs:status}.
 *
 * @since 0.1.0
 */
@Mojo(name = "status", threadSafe = true, configurator = AbstractEcsMojo.CONFIGURATOR)
public final class StatusMojo extends AbstractServiceMojo {
    /**
     * Leaves out {@code ecs:status}. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.status.skip", defaultValue = "false")
    private boolean skipStatus;

    @Override
    boolean isSkipped() {
        return skipStatus;
    }

    @Override
    boolean needsImage() {
        return false;
    }

    @Override
    void runForModule() {
        if (targets().isEmpty()) {
            getLog().info("No <cluster> and <service>: nothing to show.");
        }
        targets().forEach(target -> {
            Optional<DeployedStack> stack = newService().flatMap(service -> new ModuleStack(this, service).found());
            running(target).ifPresentOrElse(running -> show(running, stack), () -> StatusReport.ofNoService(
                            target.name(), stack)
                    .forEach(getLog()::info));
        });
    }

    private void show(RunningService running, Optional<DeployedStack> stack) {
        Optional<String> url = stack.flatMap(it -> it.output(StackOutput.URL)).or(() -> url(running));
        StatusReport report = new StatusReport(Instant.now()).service(running, url);
        stack.ifPresent(it -> report.stack(
                it,
                aws().stacks().stacks().resources(it),
                running.taskDefinition().value()));
        List<PastDeployment> history = List.of();
        String missing = "";
        try {
            history = aws().ecs().history().newest(running);
        } catch (ActionableException e) {
            missing = e.problem();
        }
        Optional<PastDeployment> broughtBy = history.stream()
                .filter(past ->
                        past.revision().filter(running.taskDefinition()::equals).isPresent())
                .findFirst();
        report.revision(aws().ecs().taskDefinitions().known(running.taskDefinition()), broughtBy)
                .underDeployment(running.deployments())
                .targets(targets(running))
                .deployments(history)
                .events(running.events());
        if (!missing.isEmpty()) {
            report.missing(missing);
        }
        report.lines().forEach(getLog()::info);
    }

    private Optional<String> url(RunningService running) {
        return running.targetGroupArns().stream()
                .map(aws()::urlOf)
                .flatMap(Optional::stream)
                .map(URI::toString)
                .findFirst();
    }

    private List<TargetHealth> targets(RunningService running) {
        TargetGroups groups = aws().evidence().targetGroups();
        try {
            return running.targetGroupArns().stream()
                    .map(arn -> TargetHealth.of(arn, groups.targets(arn)))
                    .toList();
        } catch (ActionableException e) {
            getLog().debug(e.problem());
            return List.of();
        }
    }
}
