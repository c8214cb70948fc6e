package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.ContainerSettings;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.RevisionSettings;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.TaskDefinitionSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class SharedServicesTest {
    private final SharedServices services = new SharedServices(new ConcurrentHashMap<>(), "eu-west-1");

    private static DeploymentTarget target(String service, String container) {
        ContainerSettings settings = ContainerSettings.of(
                Map.of("NAME", container),
                Map.of("TOKEN", "/" + container),
                Optional.of(List.of("run")),
                Map.of("a", "b"));
        Optional<String> chosen = Optional.of(container).filter(name -> !name.isEmpty());
        return new DeploymentTarget(
                new ServiceReference("prod", service),
                new TaskDefinitionSource.RunsNow(),
                new RevisionSettings(chosen, Optional.of("256"), Optional.empty(), settings, Map.of()),
                DeploymentSettings.defaults());
    }

    @Test
    void eachModuleDeploysWhatAllWantInTheService() {
        services.add("app", target("shop", "app"), () -> "registry/app@sha256:1");
        services.add("proxy", target("shop", "proxy"), () -> "registry/proxy@sha256:2");
        services.add("other", target("other", "app"), () -> "registry/other@sha256:3");

        RevisionSettings complete = services.complete("app", target("shop", "app"));

        assertThat(complete.container()).contains("app");
        assertThat(complete.cpu()).contains("256");
        assertThat(complete.ofContainer())
                .isEqualTo(target("shop", "app").revision().ofContainer());
        assertThat(complete.ofOthers()).containsOnlyKeys("proxy");
        ContainerSettings proxy = complete.ofOthers().get("proxy");
        assertThat(proxy.image()).contains("registry/proxy@sha256:2");
        assertThat(proxy.environment()).isEqualTo(Map.of("NAME", "proxy"));
        assertThat(proxy.secrets()).isEqualTo(Map.of("TOKEN", "/proxy"));
        assertThat(proxy.command()).contains(List.of("run"));
        assertThat(proxy.logOptions()).isEqualTo(Map.of("a", "b"));
        assertThat(services.complete("other", target("other", "app")))
                .isEqualTo(target("other", "app").revision());
    }

    @Test
    void whatAModuleSetsInFurtherContainersAndOfTheTaskIsSharedToo() {
        ContainerSettings agent = ContainerSettings.of(Map.of("A", "1"), Map.of(), Optional.empty(), Map.of());
        ContainerSettings forApp = ContainerSettings.of(Map.of("B", "2"), Map.of(), Optional.empty(), Map.of());
        DeploymentTarget proxy = new DeploymentTarget(
                new ServiceReference("prod", "shop"),
                new TaskDefinitionSource.RunsNow(),
                new RevisionSettings(
                        Optional.of("proxy"),
                        Optional.empty(),
                        Optional.of("1024"),
                        ContainerSettings.NONE,
                        Map.of("agent", agent, "app", forApp)),
                DeploymentSettings.defaults());
        services.add("proxy", proxy, () -> "registry/proxy@sha256:2");
        services.add("app", target("shop", "app"), () -> "registry/app@sha256:1");

        RevisionSettings complete = services.complete("app", target("shop", "app"));

        assertThat(complete.cpu()).contains("256");
        assertThat(complete.memory()).contains("1024");
        assertThat(complete.ofOthers().get("agent")).isEqualTo(agent);
        assertThat(complete.ofOthers().get("app").environment()).isEqualTo(Map.of("NAME", "app", "B", "2"));
        assertThat(complete.ofOthers().get("app").image()).isEmpty();
        assertThat(complete.ofContainer()).isEqualTo(ContainerSettings.NONE);
    }

    @Test
    void aServiceOfTheSameNameElsewhereIsAnother() {
        Map<String, Object> shared = new ConcurrentHashMap<>();
        SharedServices ireland = new SharedServices(shared, "eu-west-1");
        SharedServices virginia = new SharedServices(shared, "us-east-1");
        ireland.add("app", target("shop", "app"), () -> "a");
        virginia.add("other", target("shop", "app"), () -> "b");

        assertThat(ireland.complete("app", target("shop", "app")).ofOthers()).isEmpty();
        assertThat(ireland.isFirst("rollback", target("shop", "app"))).isTrue();
        assertThat(ireland.isFirst("rollback", target("shop", "app"))).isFalse();
        assertThat(virginia.isFirst("rollback", target("shop", "app"))).isTrue();
    }

    @Test
    void refusesTwoModulesForOneContainer() {
        services.add("app", target("shop", "app"), () -> "a");
        assertThatThrownBy(() -> services.add("proxy", target("shop", "app"), () -> "b"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("The modules proxy and app both deploy to the service 'shop' in cluster 'prod'")
                .hasMessageContaining("Set <container> in both");

        services.add("first", target("cart", ""), () -> "a");
        assertThatThrownBy(() -> services.add("second", target("cart", "proxy"), () -> "b"))
                .hasMessageContaining("The modules second and first");
    }

    @Test
    void refusesTwoSizesOfOneTask() {
        DeploymentTarget large = new DeploymentTarget(
                new ServiceReference("prod", "shop"),
                new TaskDefinitionSource.RunsNow(),
                new RevisionSettings(
                        Optional.of("proxy"), Optional.of("1024"), Optional.empty(), ContainerSettings.NONE, Map.of()),
                DeploymentSettings.defaults());
        services.add("app", target("shop", "app"), () -> "a");

        assertThatThrownBy(() -> services.add("proxy", large, () -> "b"))
                .hasMessageContaining("set <cpu> to 1024 and 256");
    }
}
