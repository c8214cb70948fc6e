package io.github.ecsmaven.preflight;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.BaseRevision;
import io.github.ecsmaven.ecs.RevisionSettings;
import io.github.ecsmaven.ecs.RunningService;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.TaskDefinitionSource;
import io.github.ecsmaven.ecs.TaskOutline;
import io.github.ecsmaven.image.Platform;
import java.util.List;
import java.util.function.Consumer;

/**
 * Whether a service can get a new revision: service and controller, the base, what the POM sets in it, and what the image runs on. It
 * leads to all that the service's tasks need.
 *
 * @param service which service
 * @param source what its new revision starts from
 * @param settings what is set in that
 * @param requirements refuses a base that does not fit with an {@link ActionableException}
 * @param image platforms of the image, as far as they are known by now
 * @param registry where the image is, or will be
 */
public record ServiceCheck(
        Surroundings aws,
        ServiceReference service,
        TaskDefinitionSource source,
        RevisionSettings settings,
        Consumer<BaseRevision> requirements,
        List<Platform> image,
        ImageRegistry registry)
        implements Check {
    @Override
    public String subject() {
        return "service";
    }

    @Override
    public String doing() {
        return "look at " + service;
    }

    @Override
    public void look(Report report) {
        report.then(new ClusterCheck(aws, service));
        try {
            RunningService running = aws.ecs().services().describe(service);
            lookAtService(running, report);
            lookAtBase(aws.ecs().taskDefinitions().read(source, running), running, report);
        } catch (ActionableException e) {
            report.refused(e);
        }
    }

    private void lookAtService(RunningService running, Report report) {
        if (running.runsOnInstancesThatAreThere()) {
            report.then(new InstancesCheck(aws, service));
        }
        if (!running.alarmNames().isEmpty()) {
            report.then(new AlarmCheck(aws.reads(), service, running.alarmNames()));
        }
    }

    private void lookAtBase(BaseRevision base, RunningService running, Report report) {
        try {
            requirements.accept(base);
        } catch (ActionableException e) {
            report.fails(e.problem(), e.remedy());
        }
        try {
            base.requireRunnable(image);
        } catch (ActionableException e) {
            report.fails(e.problem(), e.remedy());
        }
        TaskOutline tasks = base.outline(settings, running.account());
        new TaskNeeds(aws, service, running, tasks, registry).lookAt(report);
    }
}
