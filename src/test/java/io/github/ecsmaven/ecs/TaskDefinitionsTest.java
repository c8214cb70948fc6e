package io.github.ecsmaven.ecs;

import static io.github.ecsmaven.ecs.FakeEcs.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;

class TaskDefinitionsTest {
    private static final ImageReference IMAGE = ImageReference.parse("127.0.0.1:5000/shop:2@sha256:" + "a".repeat(64));
    private static final TaskDefinitionSource RUNS_NOW = new TaskDefinitionSource.RunsNow();

    private final FakeEcs ecs = FakeEcs.running(FakeEcs.shop("shop:1"));
    private final TaskDefinitions taskDefinitions = new TaskDefinitions(ecs);

    @Test
    void startsFromWhatRuns() {
        ecs.register(FakeEcs.shop("shop:later"));

        assertThat(read(RUNS_NOW)).hasToString("shop:1");
    }

    @Test
    void startsFromTheLatestActiveRevisionOfAFamily() {
        String second = ecs.register(FakeEcs.shop("shop:2"));
        ecs.inactive.add(ecs.register(FakeEcs.shop("shop:3")));

        assertThat(read(TaskDefinitionSource.named("shop")).arn()).contains(new TaskDefinitionArn(second));
    }

    @Test
    void startsFromACertainRevision() {
        String second = ecs.register(FakeEcs.shop("shop:2"));
        ecs.register(FakeEcs.shop("shop:3"));

        assertThat(read(TaskDefinitionSource.named("shop:2"))).hasToString("shop:2");
        assertThat(read(TaskDefinitionSource.named(second))).hasToString("shop:2");
    }

    @Test
    void startsFromAFile() {
        BaseRevision base = read(new TaskDefinitionSource.File(Path.of("src/test/resources/ecs/bare.json")));

        assertThat(base.arn()).isEmpty();
        assertThat(base.containers()).containsExactly("app");
    }

    @Test
    void refusesAnInactiveRevision() {
        ecs.inactive.add(ecs.register(FakeEcs.shop("shop:2")));

        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> read(TaskDefinitionSource.named("shop:2")))
                .withMessageContaining("shop:2 is INACTIVE")
                .withMessageContaining("--family-prefix shop");
    }

    @Test
    void refusesAnUnknownFamily() {
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> read(TaskDefinitionSource.named("shpo")))
                .withMessageContaining("no active task definition 'shpo'")
                .withMessageContaining("<taskDefinition>");
    }

    @Test
    void putsThePinnedImageIntoTheOnlyContainer() {
        NewRevision revision = compose(Map.of());

        assertThat(revision.definition().containerDefinitions().get(0).image())
                .isEqualTo("127.0.0.1:5000/shop:2@sha256:" + "a".repeat(64));
        assertThat(revision.definition().executionRoleArn()).endsWith("role/shop-execution");
    }

    @Test
    void choosesTheOnlyEssentialOfSeveralContainers() {
        runs(containers(container("proxy", false), container("app", true)));

        assertThat(compose(Map.of()).container()).isEqualTo("app");
    }

    @Test
    void refusesToGuessAmongSeveralContainers() {
        runs(containers(container("proxy", true), container("app", true)));

        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> compose(Map.of()))
                .withMessageContaining("proxy, app")
                .withMessageContaining("<container>");
    }

    @Test
    void changesOnlyTheNamedContainer() {
        runs(containers(container("proxy", true), container("app", true)));

        NewRevision revision = compose(request(Optional.of("app"), Map.of("A", "1")));

        ContainerDefinition proxy = revision.definition().containerDefinitions().get(0);
        assertThat(proxy).isEqualTo(container("proxy", true));
        assertThat(environment(revision, 1)).containsOnly(Map.entry("A", "1"));
    }

    @Test
    void refusesAContainerThatIsNotThere() {
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> compose(request(Optional.of("apq"), Map.of())))
                .withMessageContaining("no container 'apq'; it has app")
                .withMessageContaining("<container>app</container>");
    }

    @Test
    void mergesTheEnvironment() {
        runs(withEnvironment(Map.of("KEPT", "by hand", "LEVEL", "info", "EMPTY", "")));

        NewRevision revision = compose(Map.of("LEVEL", "debug", "NEW", ""));

        assertThat(environment(revision, 0))
                .containsOnly(
                        Map.entry("KEPT", "by hand"),
                        Map.entry("EMPTY", ""),
                        Map.entry("LEVEL", "debug"),
                        Map.entry("NEW", ""));
    }

    @Test
    void aKeyThatLeavesThePomLeavesTheNextRevision() {
        runs(withEnvironment(Map.of("KEPT", "by hand")));
        runs(compose(Map.of("ONE", "1", "TWO", "2")).definition());

        NewRevision next = compose(Map.of("TWO", "2"));

        assertThat(environment(next, 0)).containsOnlyKeys("KEPT", "TWO");
        runs(next.definition());
        NewRevision last = compose(Map.of());
        assertThat(environment(last, 0)).containsOnlyKeys("KEPT");
        assertThat(last.definition().tags()).isEmpty();
    }

    @Test
    void refusesAKeyThatIsASecretAlready() {
        runs(FakeEcs.shop("shop:1").toBuilder()
                .containerDefinitions(it -> it.name("app").image("shop:1").secrets(s -> s.name("TOKEN")
                        .valueFrom("arn:secret")))
                .build());

        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> compose(Map.of("TOKEN", "x")))
                .withMessageContaining("<environment> sets TOKEN");
    }

    @Test
    void keepsTagsAndAddsOurs() {
        runs(FakeEcs.shop("shop:1").toBuilder()
                .tags(tag("team", "web"), tag("aws:cloudformation:stack-name", "shop"))
                .build());

        NewRevision revision = taskDefinitions.compose(
                read(RUNS_NOW),
                new RevisionRequest(
                        Optional.empty(),
                        IMAGE,
                        Map.of(),
                        Map.of(RevisionRequest.MAVEN_TAG, "com.acme:shop:1.0~rc1", RevisionRequest.COMMIT_TAG, "abc")));

        assertThat(revision.definition().tags())
                .containsExactlyInAnyOrder(
                        tag("team", "web"),
                        tag("ecs-maven-plugin:maven", "com.acme:shop:1.0_rc1"),
                        tag("ecs-maven-plugin:commit", "abc"));
    }

    @Test
    void refusesMoreTagsThanAwsAllows() {
        Map<String, String> many = IntStream.range(0, 51).boxed().collect(Collectors.toMap(i -> "t" + i, i -> "v"));

        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> taskDefinitions.compose(
                        read(RUNS_NOW), new RevisionRequest(Optional.empty(), IMAGE, Map.of(), many)))
                .withMessageContaining("51 tags");
    }

    @Test
    void registersWhatWasComposed() {
        TaskDefinitionArn arn = taskDefinitions.register(compose(Map.of("A", "1")));

        assertThat(arn).hasToString("shop:2");
        assertThat(ecs.registered.get(arn.value()).tags()).contains(tag("ecs-maven-plugin:environment", "app=: A"));
    }

    @Test
    void saysWhatEcsDoesNotAccept() {
        ecs.failures.put(
                "RegisterTaskDefinition",
                InvalidParameterException.builder()
                        .message("No Fargate configuration exists for given values.")
                        .build());

        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> taskDefinitions.register(compose(Map.of())))
                .withMessageContaining("No Fargate configuration exists");
    }

    @Test
    void namesTheRolesThatMayNotBePassed() {
        ecs.failures.put(
                "RegisterTaskDefinition",
                FakeEcs.error(
                        "AccessDeniedException",
                        "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: iam:PassRole on resource:"
                                + " arn:aws:iam::123456789012:role/shop-execution because no identity-based policy"
                                + " allows the iam:PassRole action"));

        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> taskDefinitions.register(compose(Map.of())))
                .withMessageContaining("user/ci may not iam:PassRole")
                .withMessageContaining("\"Resource\": \"arn:aws:iam::123456789012:role/shop-execution\"")
                .withMessageContaining("\"iam:PassedToService\": \"ecs-tasks.amazonaws.com\"");
    }

    @Test
    void showsNoValueOfTheEnvironment() {
        NewRevision revision = compose(Map.of("PASSWORD", "hunter2"));

        assertThat(revision.toString() + request(Optional.empty(), Map.of("PASSWORD", "hunter2")))
                .doesNotContain("hunter2");
    }

    private BaseRevision read(TaskDefinitionSource source) {
        return taskDefinitions.read(source, new Services(ecs).describe(SHOP));
    }

    private NewRevision compose(Map<String, String> environment) {
        return compose(request(Optional.empty(), environment));
    }

    private NewRevision compose(RevisionRequest request) {
        return taskDefinitions.compose(read(RUNS_NOW), request);
    }

    private static RevisionRequest request(Optional<String> container, Map<String, String> environment) {
        return new RevisionRequest(container, IMAGE, environment, Map.of());
    }

    private void runs(RegisterTaskDefinitionRequest definition) {
        ecs.begin(ecs.register(definition), TestClock.START);
        ecs.succeed();
    }

    private static Map<String, String> environment(NewRevision revision, int container) {
        Map<String, String> environment = new HashMap<>();
        revision.definition()
                .containerDefinitions()
                .get(container)
                .environment()
                .forEach(pair -> environment.put(pair.name(), pair.value()));
        return environment;
    }

    private static RegisterTaskDefinitionRequest withEnvironment(Map<String, String> environment) {
        return containers(container("app", true).toBuilder()
                .environment(environment.entrySet().stream()
                        .map(it -> KeyValuePair.builder()
                                .name(it.getKey())
                                .value(it.getValue())
                                .build())
                        .toList())
                .build());
    }

    private static RegisterTaskDefinitionRequest containers(ContainerDefinition... containers) {
        return FakeEcs.shop("x").toBuilder().containerDefinitions(containers).build();
    }

    private static ContainerDefinition container(String name, boolean essential) {
        return ContainerDefinition.builder()
                .name(name)
                .image(name + ":1")
                .essential(essential)
                .build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
