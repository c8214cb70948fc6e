package io.github.ecsmaven.ecs;

import static io.github.ecsmaven.ecs.FakeEcs.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;

/** What the POM sets in the containers of a task definition, over its base. */
class CompositionTest {
    private static final ImageReference IMAGE = ImageReference.parse("127.0.0.1:5000/shop:2@sha256:" + "a".repeat(64));
    private static final ContainerSettings NOTHING = ContainerSettings.NONE;

    private final FakeEcs ecs = FakeEcs.running(FakeEcs.shop("shop:1"));

    @Test
    void setsCommandAndLogOptionsOfTheContainerThatRunsTheImage() {
        ContainerDefinition app = container(
                compose(top(ContainerSettings.of(
                        Map.of(),
                        Map.of(),
                        Optional.of(List.of("serve", "--fast")),
                        Map.of("awslogs-stream-prefix", "shop")))),
                "app");

        assertThat(app.image()).isEqualTo(IMAGE.toString());
        assertThat(app.command()).containsExactly("serve", "--fast");
        assertThat(app.logConfiguration().options())
                .containsOnly(Map.entry("awslogs-group", "/ecs/shop"), Map.entry("awslogs-stream-prefix", "shop"));
    }

    @Test
    void setsEverythingInAnotherContainer() {
        runs(app(), proxy());

        RegisterTaskDefinitionRequest wanted = compose(others(Map.of(
                "proxy",
                new ContainerSettings(
                        Optional.of("envoy:2"),
                        Map.of("LEVEL", "info"),
                        Map.of("TOKEN", "/shop/token"),
                        Optional.of(List.of("envoy")),
                        Map.of("awslogs-group", "/ecs/proxy"),
                        Optional.of(64),
                        Optional.of(128),
                        Optional.of(96),
                        Optional.of(true)))));

        assertThat(container(wanted, "proxy"))
                .isEqualTo(ContainerDefinition.builder()
                        .name("proxy")
                        .image("envoy:2")
                        .environment(variable("LEVEL", "info"))
                        .secrets(secret("TOKEN", "/shop/token"))
                        .command("envoy")
                        .logConfiguration(
                                log -> log.logDriver("awslogs").options(Map.of("awslogs-group", "/ecs/proxy")))
                        .cpu(64)
                        .memory(128)
                        .memoryReservation(96)
                        .essential(true)
                        .build());
        assertThat(container(wanted, "app").image()).isEqualTo(IMAGE.toString());
    }

    @Test
    void theContainerThatRunsTheImageMayBeSetInTheListInstead() {
        ContainerDefinition app = container(
                compose(others(
                        Map.of("app", ContainerSettings.of(Map.of("A", "1"), Map.of(), Optional.empty(), Map.of())))),
                "app");

        assertThat(app.image()).isEqualTo(IMAGE.toString());
        assertThat(app.environment()).containsExactly(variable("A", "1"));
    }

    @Test
    void refusesAContainerThatIsSetBothWays() {
        refused(new RevisionSettings(
                        Optional.of("app"),
                        Optional.empty(),
                        Optional.empty(),
                        ContainerSettings.of(Map.of("A", "1"), Map.of(), Optional.empty(), Map.of()),
                        Map.of("app", NOTHING)))
                .withMessageContaining("Container 'app' of task definition shop:1 runs the image")
                .withMessageContaining("<containers> sets it too");
    }

    @Test
    void refusesASecondImageForTheContainerThatRunsTheImage() {
        refused(others(Map.of(
                        "app",
                        new ContainerSettings(
                                Optional.of("other:1"),
                                Map.of(),
                                Map.of(),
                                Optional.empty(),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))))
                .withMessageContaining("<containers> gives it another <image>");
    }

    @Test
    void refusesAContainerThatIsNotInTheTaskDefinition() {
        runs(app(), proxy());

        refused(others(Map.of("prxy", NOTHING)))
                .withMessageContaining("'prxy', which task definition shop:2 does not have; it has app, proxy")
                .withMessageContaining("Did you mean <name>proxy</name>?");
    }

    @Test
    void aSecretTakesThePlaceOfAVariableAndNotTheOtherWayRound() {
        runs(app().toBuilder()
                .environment(variable("DB", "plain"), variable("KEPT", "1"))
                .secrets(secret("TOKEN", "arn:token"), secret("KEPT_TOO", "arn:kept"))
                .build());

        ContainerDefinition app = container(compose(secrets(Map.of("DB", "arn:db"))), "app");

        assertThat(app.environment()).containsExactly(variable("KEPT", "1"));
        assertThat(app.secrets())
                .containsExactlyInAnyOrder(
                        secret("DB", "arn:db"), secret("TOKEN", "arn:token"), secret("KEPT_TOO", "arn:kept"));
        refused(top(ContainerSettings.of(Map.of("TOKEN", "x"), Map.of(), Optional.empty(), Map.of())))
                .withMessageContaining("<environment> sets TOKEN");
    }

    @Test
    void whatLeavesThePomLeavesTheNextRevisionOfEveryContainer() {
        runs(app().toBuilder().secrets(secret("BY_HAND", "arn:hand")).build(), proxy());
        RegisterTaskDefinitionRequest first = compose(new RevisionSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ContainerSettings.of(Map.of("A", "1"), Map.of("B", "arn:b"), Optional.empty(), Map.of()),
                Map.of(
                        "proxy",
                        ContainerSettings.of(Map.of("C", "3"), Map.of("D", "arn:d"), Optional.empty(), Map.of()))));
        assertThat(first.tags().toString()).contains("app=: B", "proxy: D");
        ecs.begin(ecs.register(first), TestClock.START);
        ecs.succeed();

        RegisterTaskDefinitionRequest next = compose(RevisionSettings.NONE);

        assertThat(container(next, "app").environment()).isEmpty();
        assertThat(container(next, "app").secrets()).containsExactly(secret("BY_HAND", "arn:hand"));
        assertThat(container(next, "proxy").environment()).isEmpty();
        assertThat(container(next, "proxy").secrets()).isEmpty();
        assertThat(next.tags()).isEmpty();
    }

    @Test
    void whatAnotherProjectBroughtTogetherWithItsImageStays() {
        runs(app(), proxy());
        RevisionSettings ofProxy = new RevisionSettings(
                Optional.of("proxy"),
                Optional.empty(),
                Optional.empty(),
                ContainerSettings.of(Map.of("C", "3"), Map.of("D", "arn:d"), Optional.empty(), Map.of()),
                Map.of());
        ecs.begin(ecs.register(compose(ofProxy)), TestClock.START);
        ecs.succeed();
        RevisionSettings ofApp = new RevisionSettings(
                Optional.of("app"),
                Optional.empty(),
                Optional.empty(),
                ContainerSettings.of(Map.of("A", "1"), Map.of(), Optional.empty(), Map.of()),
                Map.of());
        ecs.begin(ecs.register(compose(ofApp)), TestClock.START);
        ecs.succeed();

        RegisterTaskDefinitionRequest again = compose(ofApp);
        RegisterTaskDefinitionRequest withoutVariables = compose(new RevisionSettings(
                Optional.of("proxy"), Optional.empty(), Optional.empty(), ContainerSettings.NONE, Map.of()));

        assertThat(container(again, "proxy").environment()).containsExactly(variable("C", "3"));
        assertThat(container(again, "proxy").secrets()).containsExactly(secret("D", "arn:d"));
        assertThat(container(again, "app").environment()).containsExactly(variable("A", "1"));
        assertThat(container(withoutVariables, "proxy").environment()).isEmpty();
        assertThat(container(withoutVariables, "app").environment()).containsExactly(variable("A", "1"));
    }

    @Test
    void aSecretOfThePomMayBecomeAVariable() {
        ecs.begin(ecs.register(compose(secrets(Map.of("A", "arn:a")))), TestClock.START);
        ecs.succeed();

        ContainerDefinition app = container(
                compose(top(ContainerSettings.of(Map.of("A", "1"), Map.of(), Optional.empty(), Map.of()))), "app");

        assertThat(app.secrets()).isEmpty();
        assertThat(app.environment()).containsExactly(variable("A", "1"));
    }

    @Test
    void refusesOptionsOfAwslogsForAnotherDriver() {
        runs(app().toBuilder()
                .logConfiguration(log -> log.logDriver("splunk").options(Map.of("splunk-url", "https://splunk")))
                .build());

        refused(logOptions(Map.of("awslogs-group", "/ecs/shop"))).withMessageContaining("logs with 'splunk'");
        assertThat(container(compose(logOptions(Map.of("splunk-source", "shop"))), "app")
                        .logConfiguration()
                        .options())
                .containsOnlyKeys("splunk-url", "splunk-source");
    }

    @Test
    void setsTheSizeOfTheTaskInEitherSpelling() {
        RegisterTaskDefinitionRequest wanted = compose(size("1 vCPU", "2 GB"));

        assertThat(wanted.cpu()).isEqualTo("1024");
        assertThat(wanted.memory()).isEqualTo("2048");
    }

    @Test
    void refusesASizeThatFargateDoesNotHaveAndNamesTheNearest() {
        refused(size("1024", "512"))
                .withMessageContaining("Fargate has no task with 1024 CPU units and 512 MiB")
                .withMessageContaining("with 1024 CPU units go 2048 to 8192 MiB in steps of 1024")
                .withMessageContaining("Set <cpu>1024</cpu> and <memory>2048</memory>")
                .withMessageContaining("-Decs.cpu=1024 -Decs.memory=2048");
        refused(new RevisionSettings(Optional.empty(), Optional.empty(), Optional.of("4096"), NOTHING, Map.of()))
                .withMessageContaining("with 256 CPU units go 512, 1024, 2048 MiB")
                .withMessageContaining("<cpu>512</cpu> and <memory>4096</memory>");
        refused(size("300", "700"))
                .withMessageContaining("its CPU units are 256, 512, 1024,")
                .withMessageContaining("<cpu>512</cpu> and <memory>1024</memory>");
    }

    @Test
    void leavesTheSizeAloneThatEcsHasAccepted() {
        runsOf(FakeEcs.shop("shop:1").toBuilder().cpu("65536").memory("1000000").build());

        assertThat(compose(RevisionSettings.NONE).cpu()).isEqualTo("65536");
    }

    @Test
    void onInstancesAnySizeGoes() {
        ecs.change(it -> it.launchType("EC2"));
        runsOf(RegisterTaskDefinitionRequest.builder()
                .family("shop")
                .containerDefinitions(app())
                .build());

        assertThat(compose(size("300", "700")).memory()).isEqualTo("700");
    }

    @Test
    void refusesContainersThatNeedMoreThanTheTaskHas() {
        runs(app(), proxy().toBuilder().cpu(300).memoryReservation(400).build());

        refused(size("256", "512")).withMessageContaining("have 300 of cpu together, and the task has 256");
        runs(
                app().toBuilder().memoryReservation(200).build(),
                proxy().toBuilder().memoryReservation(400).build());
        refused(size("256", "512"))
                .withMessageContaining("have 600 of memoryReservation together, and the task has 512");
    }

    @Test
    void refusesWhatIsNoSize() {
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> size("a lot", "512"))
                .withMessageContaining("<cpu> is 'a lot'")
                .withMessageContaining("-Decs.cpu");
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> size("256", "512M"))
                .withMessageContaining("<memory> is '512M'");
    }

    @Test
    void showsNoValue() {
        RevisionSettings settings = new RevisionSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ContainerSettings.of(Map.of("A", "hunter2"), Map.of("B", "hunter2"), Optional.empty(), Map.of()),
                Map.of());

        assertThat(settings.toString()).doesNotContain("hunter2");
    }

    private ThrowableAssertAlternative<ActionableException> refused(RevisionSettings settings) {
        return assertThatExceptionOfType(ActionableException.class).isThrownBy(() -> base().requireFits(settings));
    }

    private RegisterTaskDefinitionRequest compose(RevisionSettings settings) {
        base().requireFits(settings);
        return new TaskDefinitions(ecs)
                .compose(base(), new RevisionRequest(settings, IMAGE, Map.of()))
                .definition();
    }

    private BaseRevision base() {
        return new TaskDefinitions(ecs).read(new TaskDefinitionSource.RunsNow(), new Services(ecs).describe(SHOP));
    }

    private void runs(ContainerDefinition... containers) {
        runsOf(FakeEcs.shop("x").toBuilder().containerDefinitions(containers).build());
    }

    private void runsOf(RegisterTaskDefinitionRequest definition) {
        ecs.begin(ecs.register(definition), TestClock.START);
        ecs.succeed();
    }

    private static RevisionSettings top(ContainerSettings settings) {
        return new RevisionSettings(Optional.empty(), Optional.empty(), Optional.empty(), settings, Map.of());
    }

    private static RevisionSettings secrets(Map<String, String> secrets) {
        return top(ContainerSettings.of(Map.of(), secrets, Optional.empty(), Map.of()));
    }

    private static RevisionSettings logOptions(Map<String, String> options) {
        return top(ContainerSettings.of(Map.of(), Map.of(), Optional.empty(), options));
    }

    private static RevisionSettings others(Map<String, ContainerSettings> others) {
        return new RevisionSettings(Optional.empty(), Optional.empty(), Optional.empty(), NOTHING, others);
    }

    private static RevisionSettings size(String cpu, String memory) {
        return new RevisionSettings(Optional.empty(), Optional.of(cpu), Optional.of(memory), NOTHING, Map.of());
    }

    private static ContainerDefinition app() {
        return ContainerDefinition.builder().name("app").image("shop:1").build();
    }

    private static ContainerDefinition proxy() {
        return ContainerDefinition.builder()
                .name("proxy")
                .image("envoy:1")
                .essential(false)
                .build();
    }

    private static ContainerDefinition container(RegisterTaskDefinitionRequest definition, String name) {
        return definition.containerDefinitions().stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static KeyValuePair variable(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private static Secret secret(String name, String valueFrom) {
        return Secret.builder().name(name).valueFrom(valueFrom).build();
    }
}
