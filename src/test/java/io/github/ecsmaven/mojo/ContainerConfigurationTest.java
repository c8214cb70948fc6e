package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.ContainerSettings;
import io.github.ecsmaven.ecs.FileProperties;
import io.github.ecsmaven.ecs.TaskDefinitionSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the POM says about containers, in goals that Maven itself fills. */
class ContainerConfigurationTest {
    @TempDir
    private Path module;

    private DeployMojo goal(String xml) {
        return new ConfiguredGoal(module).withXml(xml).fill(DeployMojo.class);
    }

    @Test
    void aFilesPlaceholdersAreWhatMavenCallsThem() {
        DeployMojo goal = new ConfiguredGoal(module)
                .withXml("<cluster>prod</cluster><service>shop</service><taskDefinition>task.json</taskDefinition>")
                .with("db.host", "db.acme.com")
                .fill(DeployMojo.class);

        FileProperties properties =
                ((TaskDefinitionSource.File) goal.targets().get(0).taskDefinition()).properties();

        assertThat(properties.value("project.version")).contains("1.0.0");
        assertThat(properties.value("project.artifactId")).contains("shop");
        assertThat(properties.value("project.basedir")).contains(module.toString());
        assertThat(properties.value("db.host")).contains("db.acme.com");
        assertThat(properties.value("java.version")).isEmpty();
        assertThat(properties.value("project.parent.version")).isEmpty();
        assertThat(properties.value("project.nothing")).isEmpty();
        assertThat(properties.value("nothing")).isEmpty();
    }

    @Test
    void theCommandLineBeatsThePom() {
        DeployMojo goal = new ConfiguredGoal(module)
                .withXml("<cpu>256</cpu><command><argument>serve</argument></command>"
                        + "<containerSecrets><A>/a</A></containerSecrets>")
                .with("ecs.cpu", "512")
                .with("ecs.command", "serve,--fast")
                .with("ecs.containerSecrets.A", "/b")
                .with("ecs.logOptions.awslogs-group", "/ecs/shop")
                .fill(DeployMojo.class);

        assertThat(goal.revisionSettings().cpu()).contains("512");
        assertThat(goal.revisionSettings().ofContainer())
                .isEqualTo(ContainerSettings.of(
                        Map.of(),
                        Map.of("A", "/b"),
                        Optional.of(List.of("serve", "--fast")),
                        Map.of("awslogs-group", "/ecs/shop")));
    }

    @Test
    void whatIsNotSetStaysAsTheBaseHasIt() {
        assertThat(goal("").revisionSettings().ofContainer()).isEqualTo(ContainerSettings.NONE);
    }

    @Test
    void containersAreToldApartByTheirNames() {
        DeployMojo goal = goal("<containers><container><name>proxy</name><memory>64</memory></container>"
                + "<container><name>agent</name></container></containers>");

        assertThat(goal.revisionSettings().ofOthers().keySet()).containsExactly("agent", "proxy");
        refused(
                        "<containers><container><name>proxy</name></container><container><name>proxy</name></container></containers>")
                .withMessageContaining("sets container 'proxy' twice");
        refused("<containers><container><memory>64</memory></container></containers>")
                .withMessageContaining("A <container> in <containers> has no <name>");
    }

    @Test
    void refusesWhatEcsWouldNotTake() {
        refused("<environment><A>1</A></environment><containerSecrets><A>/a</A></containerSecrets>")
                .withMessageContaining("sets A in <environment> and in <containerSecrets>");
        refused("<containerSecrets><A /></containerSecrets>").withMessageContaining("gives the secret A no value");
        refused("<cpu>many</cpu>").withMessageContaining("<cpu> is 'many'");
        refused("<containers><container><name>proxy</name><memory>4</memory></container></containers>")
                .withMessageContaining("<memory> of the container 'proxy' in <containers> is 4");
        refused("<containers><container><name>proxy</name><image>No Image</image></container></containers>")
                .withMessageContaining("<image> of the container 'proxy'");
        refused(
                        "<containers><container><name>proxy</name><containerSecrets><A /></containerSecrets></container></containers>")
                .withMessageContaining("<containers><container> 'proxy' gives the secret A no value");
    }

    @Test
    void anElementThatAContainerDoesNotHaveIsRefused() {
        assertThatThrownBy(
                        () -> goal("<containers><container><name>a</name><comand>x</comand></container></containers>")
                                .execute())
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("<containers><container>[1]<comand>")
                .hasMessageContaining("Did you mean 'command'?");
    }

    private ThrowableAssertAlternative<ActionableException> refused(String xml) {
        return assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> goal(xml).revisionSettings());
    }
}
