package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.FileProperties;
import java.io.File;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;

/**
 * What {@code ${name}} is in the POM of a module: a user property ({@code -D}), {@code project.*}, a property of the project, a system
 * property, {@code env.*}. Of Maven itself, its session and its settings nothing is given, for these hold passwords.
 */
final class MavenProperties implements FileProperties {
    private static final Set<String> OF_MAVEN = Set.of(
            "settings",
            "session",
            "plugin",
            "mojo",
            "mojoExecution",
            "localRepository",
            "reactorProjects",
            "repositorySystemSession");
    private static final List<String> CUSTOMARY = List.of(
            "project.groupId",
            "project.artifactId",
            "project.version",
            "project.name",
            "project.basedir",
            "project.build.finalName",
            "project.build.directory");

    private final MavenProject project;
    private final Properties userProperties;
    private final ExpressionEvaluator evaluator;

    MavenProperties(MavenProject project, Properties userProperties, ExpressionEvaluator evaluator) {
        this.project = project;
        this.userProperties = userProperties;
        this.evaluator = evaluator;
    }

    @Override
    public Optional<String> value(String name) {
        String given = userProperties.getProperty(name);
        if (given != null) {
            return Optional.of(given);
        }
        boolean isOfMaven = OF_MAVEN.contains(name.split("\\.", 2)[0]);
        return isOfMaven ? Optional.ofNullable(project.getProperties().getProperty(name)) : evaluated(name);
    }

    private Optional<String> evaluated(String name) {
        try {
            return Optional.ofNullable(evaluator.evaluate("${" + name + "}"))
                    .filter(MavenProperties::isText)
                    .map(Object::toString);
        } catch (ExpressionEvaluationException e) {
            return Optional.empty(); // Of an object that is not there, as of project.parent.version without a parent.
        }
    }

    private static boolean isText(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean || value instanceof File;
    }

    @Override
    public Collection<String> names() {
        Set<String> names = new TreeSet<>(CUSTOMARY);
        names.addAll(project.getProperties().stringPropertyNames());
        names.addAll(userProperties.stringPropertyNames());
        return names;
    }
}
