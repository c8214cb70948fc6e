package io.github.ecsmaven.ecs;

import static io.github.ecsmaven.ecs.FakeEcs.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.CPUArchitecture;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.OSFamily;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

class BaseRevisionTest {
    private final FakeEcs ecs = FakeEcs.running(FakeEcs.shop("shop:1"));

    @Test
    void fargateRunsOnIntelUnlessSaidOtherwise() {
        assertThat(base().platform()).contains(Platform.parse("linux/amd64"));

        runs(FakeEcs.shop("shop:1").toBuilder()
                .runtimePlatform(it -> it.cpuArchitecture(CPUArchitecture.ARM64).operatingSystemFamily(OSFamily.LINUX))
                .build());
        assertThat(base().platform()).contains(Platform.parse("linux/arm64"));
    }

    @Test
    void nothingIsKnownOfInstancesWithoutARuntimePlatform() {
        ecs.change(it -> it.launchType(LaunchType.EC2));
        runs(FakeEcs.shop("shop:1").toBuilder()
                .requiresCompatibilities(Compatibility.EC2)
                .build());

        assertThat(base().platform()).isEmpty();
    }

    @Test
    void refusesAnImageOfAnotherArchitecture() {
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> base().requireRunnable(List.of(Platform.parse("linux/arm64"))))
                .withMessageContaining("image is linux/arm64, but task definition shop:1 runs on linux/amd64 (X86_64)")
                .withMessageContaining("<platform>linux/amd64</platform>");
        base().requireRunnable(List.of(Platform.parse("linux/amd64")));
    }

    @Test
    void refusesAContainerThatItHasNot() {
        base().requireFits(RevisionSettings.NONE);
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> base().requireFits(running("nobody")))
                .withMessageContaining("has no container 'nobody'");
    }

    @Test
    void takesAnIndexThatHasItsArchitectureAmongOthers() {
        base().requireRunnable(List.of(Platform.parse("linux/arm64"), Platform.parse("linux/amd64")));
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() ->
                        base().requireRunnable(List.of(Platform.parse("linux/arm64"), Platform.parse("linux/s390x"))))
                .withMessageContaining("image is linux/arm64 and linux/s390x");
    }

    private BaseRevision base() {
        return new TaskDefinitions(ecs).read(new TaskDefinitionSource.RunsNow(), new Services(ecs).describe(SHOP));
    }

    private void runs(RegisterTaskDefinitionRequest definition) {
        ecs.begin(ecs.register(definition), TestClock.START);
        ecs.succeed();
    }

    private static RevisionSettings running(String container) {
        return new RevisionSettings(
                Optional.of(container), Optional.empty(), Optional.empty(), ContainerSettings.NONE, Map.of());
    }
}
