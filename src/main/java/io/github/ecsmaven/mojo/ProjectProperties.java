package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.DeploymentOutcome;
import io.github.ecsmaven.ecs.ExpressOutcome;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.stack.DeployedStack;
import io.github.ecsmaven.stack.StackOutput;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.project.MavenProject;

/** What later plugins of the same module can read with {@code ${…}}. */
final class ProjectProperties {
    private ProjectProperties() {}

    static void image(MavenProject project, ImageReference uri, Digest digest) {
        project.getProperties().setProperty("ecs.image.uri", uri.toString());
        project.getProperties().setProperty("ecs.image.digest", digest.value());
    }

    /** With {@code <services>} each service has a property of its own, {@code ecs.taskDefinition.shop.arn}. */
    static void taskDefinition(MavenProject project, DeploymentOutcome outcome, boolean severalServices) {
        String name =
                severalServices ? "ecs.taskDefinition." + outcome.service().serviceName() : "ecs.taskDefinition";
        project.getProperties().setProperty(name + ".arn", outcome.revision().value());
    }

    /** Not below {@code ecs.service} and the like: a project's property of a parameter's name would be its value in the next goal. */
    static void stack(MavenProject project, DeployedStack stack, Optional<String> url) {
        Properties properties = project.getProperties();
        properties.setProperty("ecs.stack.id", stack.id());
        url.ifPresent(value -> properties.setProperty("ecs.url", value));
        stack.output(StackOutput.SERVICE).ifPresent(arn -> properties.setProperty("ecs.stack.service.arn", arn));
        stack.output(StackOutput.TARGET_GROUP)
                .ifPresent(arn -> properties.setProperty("ecs.stack.targetGroup.arn", arn));
        stack.output(StackOutput.LOAD_BALANCER)
                .ifPresent(name -> properties.setProperty("ecs.stack.loadBalancer.dnsName", name));
        stack.output(StackOutput.LOG_GROUP).ifPresent(name -> properties.setProperty("ecs.stack.logGroup", name));
        stack.output(StackOutput.TASK_DEFINITION)
                .ifPresent(arn -> properties.setProperty("ecs.taskDefinition.arn", arn));
    }

    /** Of an Express service: what it runs, and where it answers. */
    static void express(MavenProject project, ExpressOutcome outcome) {
        taskDefinition(project, outcome.deployment(), false);
        outcome.url().ifPresent(url -> project.getProperties().setProperty("ecs.url", url.toString()));
    }
}
