package io.github.ecsmaven.mojo;

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

    static void taskDefinition(MavenProject project, String arn) {
        project.getProperties().setProperty("ecs.taskDefinition.arn", arn);
    }
}
