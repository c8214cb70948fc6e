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
    private final SharedServices services = new SharedServices(new ConcurrentHashMap<>());

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
    void refusesTwoModulesForOneContainer() {
        services.add("app", target("shop", "app"), () -> "a");
        services.add("proxy", target("shop", "app"), () -> "b");
        assertThatThrownBy(() -> services.complete("app", target("shop", "app")))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("The modules app and proxy both deploy to the service 'shop' in cluster 'prod'")
                .hasMessageContaining("Set <container> in both");

        services.add("first", target("cart", ""), () -> "a");
        services.add("second", target("cart", "proxy"), () -> "b");
        assertThatThrownBy(() -> services.complete("second", target("cart", "proxy")))
                .hasMessageContaining("The modules second and first");
        assertThatThrownBy(() -> services.complete("first", target("cart", "")))
                .hasMessageContaining("The modules first and second");
    }
}
