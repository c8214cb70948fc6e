package io.github.ecsmaven.mojo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.internal.LifecycleExecutionPlanCalculator;
import org.apache.maven.plugin.MavenPluginManager;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectBuilder;
import org.apache.maven.project.ProjectBuildingRequest;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.apache.maven.settings.Proxy;
import org.codehaus.plexus.DefaultContainerConfiguration;
import org.codehaus.plexus.DefaultPlexusContainer;
import org.codehaus.plexus.PlexusConstants;
import org.codehaus.plexus.component.repository.ComponentDescriptor;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.jspecify.annotations.Nullable;

/**
 * Fills a goal as Maven does, by Maven's own components: a POM is read, merged with the goal's defaults, and configured by the
 * plugin's {@code ComponentConfigurator}. maven-plugin-testing-harness always takes Maven's basic one and a project that is a mock.
 */
final class ConfiguredGoal {
    private static final PluginDescriptor PLUGIN = PluginUnderTest.descriptor();
    private static final DefaultPlexusContainer MAVEN = start();

    private final Path directory;
    private final Properties userProperties = new Properties();
    private String configuration = "";
    private String execution = "";
    private boolean offline;
    private final List<Proxy> proxies = new ArrayList<>();
    private @Nullable MavenProject project;

    /** @param directory where the POM will be */
    ConfiguredGoal(Path directory) {
        this.directory = directory;
    }

    private static DefaultPlexusContainer start() {
        try {
            DefaultPlexusContainer maven = new DefaultPlexusContainer(new DefaultContainerConfiguration()
                    .setClassPathScanning(PlexusConstants.SCANNING_INDEX)
                    .setAutoWiring(true)
                    .setName("maven"));
            for (ComponentDescriptor<?> goal : PLUGIN.getComponents()) {
                goal.setRealm(maven.getContainerRealm());
                maven.addComponentDescriptor(goal);
            }
            return maven;
        } catch (Exception e) {
            throw new IllegalStateException("Maven does not start", e);
        }
    }

    /** What stands in the plugin's {@code <configuration>}. */
    ConfiguredGoal withXml(String elements) {
        this.configuration = elements;
        this.project = null;
        return this;
    }

    /** What stands in the {@code <configuration>} of the plugin's execution 'image'. */
    ConfiguredGoal withXmlOfExecution(String elements) {
        this.execution = elements;
        this.project = null;
        return this;
    }

    /** What is given as {@code -Dproperty=value}. */
    ConfiguredGoal with(String property, String value) {
        this.project = null;
        userProperties.setProperty(property, value);
        return this;
    }

    /** With a proxy in {@code settings.xml}. */
    ConfiguredGoal behind(Proxy proxy) {
        proxies.add(proxy);
        return this;
    }

    /** With {@code -o}. */
    ConfiguredGoal offline() {
        this.offline = true;
        return this;
    }

    /** Goals that are filled one after the other, with nothing said in between, share their project as in a run of Maven. */
    <T extends AbstractEcsMojo> T fill(Class<T> goal) {
        try {
            MavenSession session = session();
            MojoExecution execution = execution(session, goal);
            MAVEN.lookup(LifecycleExecutionPlanCalculator.class)
                    .setupMojoExecution(session, session.getCurrentProject(), execution);
            return goal.cast(MAVEN.lookup(MavenPluginManager.class).getConfiguredMojo(Mojo.class, session, execution));
        } catch (Exception e) {
            throw new IllegalStateException("Maven cannot fill " + goal.getSimpleName(), e);
        }
    }

    private MavenSession session() throws Exception {
        MavenExecutionRequest request = new DefaultMavenExecutionRequest()
                .setUserProperties(userProperties)
                .setOffline(offline);
        proxies.forEach(request::addProxy);
        DefaultRepositorySystemSession repositories = MavenRepositorySystemUtils.newSession();
        ProjectBuildingRequest building = request.getProjectBuildingRequest().setRepositorySession(repositories);
        MavenProject project = this.project;
        if (project == null) {
            project = MAVEN.lookup(ProjectBuilder.class)
                    .build(pom().toFile(), building)
                    .getProject();
            this.project = project;
        }
        MavenSession session = new MavenSession(MAVEN, repositories, request, new DefaultMavenExecutionResult());
        session.setProjects(List.of(project));
        session.setAllProjects(List.of(project));
        session.setCurrentProject(project);
        return session;
    }

    private static MojoExecution execution(MavenSession session, Class<?> goal) {
        PLUGIN.setPlugin(session.getCurrentProject().getPlugin(PluginUnderTest.KEY));
        PLUGIN.setClassRealm(MAVEN.getContainerRealm());
        return PLUGIN.getMojos().stream()
                .filter(mojo -> mojo.getImplementation().equals(goal.getName()))
                .map(mojo -> new MojoExecution(mojo, "image"))
                .findFirst()
                .orElseThrow();
    }

    Path pom() throws IOException {
        return Files.writeString(
                directory.resolve("pom.xml"),
                """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.acme</groupId>
                  <artifactId>shop</artifactId>
                  <version>1.0.0</version>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>io.github.ecsmaven</groupId>
                        <artifactId>ecs-maven-plugin</artifactId>
                        <version>0</version>
                        <executions>
                          <execution>
                            <id>image</id>
                            <configuration>
                %s
                            </configuration>
                          </execution>
                        </executions>
                        <configuration>
                %s
                        </configuration>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """
                        .formatted(execution, configuration));
    }
}
