package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.junit.jupiter.api.Test;

/** What {@code @name@} may stand for; that of Maven's own evaluator is seen in {@link ContainerConfigurationTest}. */
class MavenPropertiesTest {
    private final MavenProject project = new MavenProject(new Model());
    private final Properties user = new Properties();
    private final MavenProperties properties = new MavenProperties(
            project,
            user,
            new Evaluator(Map.of(
                    "${project.version}", "1.0",
                    "${project.basedir}", new File("/shop"),
                    "${project.modules}", List.of("a"),
                    "${settings.activeProxy.password}", "hunter2",
                    "${session.settings.activeProxy.password}", "hunter2")));

    @Test
    void aUserPropertyWins() {
        user.setProperty("project.version", "of the command line");

        assertThat(properties.value("project.version")).contains("of the command line");
    }

    @Test
    void theRestIsWhatItIsInThePom() {
        assertThat(properties.value("project.version")).contains("1.0");
        assertThat(properties.value("project.basedir")).contains(new File("/shop").toString());
        assertThat(properties.value("nothing")).isEmpty();
    }

    @Test
    void whatIsNoTextHasNoValue() {
        assertThat(properties.value("project.modules")).isEmpty();
        assertThat(properties.value("project.parent.version")).isEmpty();
    }

    @Test
    void settingsAndSessionStayClosedForTheyHoldPasswords() {
        assertThat(properties.value("settings.activeProxy.password")).isEmpty();
        assertThat(properties.value("session.settings.activeProxy.password")).isEmpty();

        project.getProperties().setProperty("session.timeout", "30");
        assertThat(properties.value("session.timeout")).contains("30");
    }

    @Test
    void namesWhatAMistypedOneMayHaveMeant() {
        user.setProperty("db.host", "x");
        project.getProperties().setProperty("db.port", "y");

        assertThat(properties.names()).contains("db.host", "db.port", "project.version", "project.artifactId");
    }

    private record Evaluator(Map<String, Object> values) implements ExpressionEvaluator {
        @Override
        public Object evaluate(String expression) throws ExpressionEvaluationException {
            if (expression.startsWith("${project.parent.")) {
                throw new ExpressionEvaluationException("no parent");
            }
            return values.get(expression);
        }

        @Override
        public File alignToBaseDirectory(File file) {
            return file;
        }
    }
}
