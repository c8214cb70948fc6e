package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.ContainerSettings;
import io.github.ecsmaven.ecs.PreDeployTask;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.TaskDefinitionSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code <services>}, in goals that Maven itself fills. */
class ServicesConfigurationTest {
    private static final String TWO =
            """
            <cluster>prod</cluster>
            <cpu>256</cpu>
            <environment><LOG_LEVEL>info</LOG_LEVEL><ROLE>none</ROLE></environment>
            <desiredCount>2</desiredCount>
            <services>
              <service>
                <name>api</name>
                <environment><ROLE>api</ROLE></environment>
                <preDeployTask><command><arg>migrate</arg></command></preDeployTask>
              </service>
              <service>
                <name>worker</name>
                <cluster>batch</cluster>
                <taskDefinition>worker</taskDefinition>
                <container>app</container>
                <cpu>1024</cpu>
                <environment><ROLE>worker</ROLE></environment>
                <command><arg>work</arg></command>
                <desiredCount>5</desiredCount>
              </service>
            </services>
            """;

    @TempDir
    private Path module;

    private DeployMojo goal(String xml) {
        return new ConfiguredGoal(module).withXml(xml).fill(DeployMojo.class);
    }

    @Test
    void eachHasWhatTheConfigurationSaysButForItsOwn() {
        List<DeploymentTarget> targets = goal(TWO).targets();

        assertThat(targets).extracting(DeploymentTarget::name).containsExactly("prod/api", "batch/worker");
        DeploymentTarget api = targets.get(0);
        assertThat(api.taskDefinition()).isInstanceOf(TaskDefinitionSource.RunsNow.class);
        assertThat(api.revision().cpu()).contains("256");
        assertThat(api.revision().ofContainer())
                .isEqualTo(ContainerSettings.of(
                        Map.of("LOG_LEVEL", "info", "ROLE", "api"), Map.of(), Optional.empty(), Map.of()));
        assertThat(api.deployment().desiredCount()).isEqualTo(OptionalInt.of(2));
        assertThat(api.deployment().preDeployTask().map(PreDeployTask::command)).contains(List.of("migrate"));
        DeploymentTarget worker = targets.get(1);
        assertThat(worker.service()).isEqualTo(new ServiceReference("batch", "worker"));
        assertThat(worker.taskDefinition()).isEqualTo(TaskDefinitionSource.named("worker"));
        assertThat(worker.revision().container()).contains("app");
        assertThat(worker.revision().cpu()).contains("1024");
        assertThat(worker.revision().ofContainer().command()).contains(List.of("work"));
        assertThat(worker.deployment().desiredCount()).isEqualTo(OptionalInt.of(5));
        assertThat(worker.deployment().preDeployTask()).isEmpty();
    }

    @Test
    void theCommandLineBeatsWhatStandsInAService() {
        List<DeploymentTarget> targets = new ConfiguredGoal(module)
                .withXml(TWO)
                .with("ecs.cpu", "512")
                .with("ecs.environment.ROLE", "test")
                .with("ecs.desiredCount", "1")
                .with("ecs.cluster", "staging")
                .fill(DeployMojo.class)
                .targets();

        assertThat(targets).extracting(DeploymentTarget::name).containsExactly("staging/api", "staging/worker");
        assertThat(targets).allSatisfy(target -> {
            assertThat(target.revision().cpu()).contains("512");
            assertThat(target.revision().ofContainer().environment()).containsEntry("ROLE", "test");
            assertThat(target.deployment().desiredCount()).isEqualTo(OptionalInt.of(1));
        });
    }

    @Test
    void oneIsPickedByItsName() {
        assertThat(new ConfiguredGoal(module)
                        .withXml(TWO)
                        .with("ecs.service", "worker")
                        .fill(DeployMojo.class)
                        .targets())
                .extracting(DeploymentTarget::name)
                .containsExactly("batch/worker");
        refused(TWO + "<service>workr</service>")
                .withMessageContaining("<service> is 'workr', and <services> has api, worker")
                .withMessageContaining("Did you mean worker?");
    }

    @Test
    void refusesWhatIsNoListOfServices() {
        refused("<services />").withMessageContaining("<services> is empty");
        refused("<services><service><cluster>a</cluster></service></services>")
                .withMessageContaining("A <service> in <services> has no <name>");
        refused("<services><service><name>api</name></service></services>")
                .withMessageContaining("<services><service> 'api' has no <cluster>");
        refused("<cluster>prod</cluster><services><service><name>api</name></service>"
                        + "<service><name>api</name></service></services>")
                .withMessageContaining("<services> names the service 'api' in cluster 'prod' twice");
        refused(TWO + "<preDeployTask><command><arg>migrate</arg></command></preDeployTask>")
                .withMessageContaining("<preDeployTask> stands beside <services>");
        refused("<cluster>prod</cluster><services><service><name>api</name><desiredCount>-1</desiredCount></service>"
                        + "</services>")
                .withMessageContaining("<desiredCount> is -1");
        refused("<cluster>prod</cluster><services><service><name>api</name><containerSecrets><A /></containerSecrets>"
                        + "</service></services>")
                .withMessageContaining("<services><service> 'api' gives the secret A no value");
    }

    private ThrowableAssertAlternative<ActionableException> refused(String xml) {
        return assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> goal(xml).targets());
    }
}
