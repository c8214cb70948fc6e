package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.DeploymentOutcome;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
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
}
