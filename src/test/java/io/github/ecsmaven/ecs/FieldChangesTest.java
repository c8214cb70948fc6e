package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;

class FieldChangesTest {
    private static final AwsAccount ACCOUNT = new AwsAccount("aws", "eu-west-1", "123456789012");
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);

    @Test
    void aFieldThatIsAnotherHasBothValues() {
        assertThat(changes(it -> it.cpu(256), it -> it.cpu(512)))
                .containsExactly(change("cpu", FieldChange.Kind.CHANGED, "256", "512"));
    }

    @Test
    void aFieldThatIsNewOrGoneHasOne() {
        assertThat(changes(it -> {}, it -> it.user("app")))
                .containsExactly(new FieldChange(
                        "containerDefinitions.app.user", FieldChange.Kind.ADDED, Optional.empty(), Optional.of("app")));
        assertThat(changes(it -> it.stopTimeout(30), it -> {}))
                .containsExactly(new FieldChange(
                        "containerDefinitions.app.stopTimeout",
                        FieldChange.Kind.REMOVED,
                        Optional.of("30"),
                        Optional.empty()));
    }

    @Test
    void whatIsNewAsAWholeIsToldFieldByField() {
        assertThat(changes(
                        it -> {},
                        it -> it.healthCheck(
                                check -> check.command("CMD", "true").interval(10))))
                .extracting(FieldChange::path)
                .contains(
                        "containerDefinitions.app.healthCheck.command",
                        "containerDefinitions.app.healthCheck.interval");
    }

    @Test
    void aContainerThatIsNewIsOneChange() {
        RegisterTaskDefinitionRequest one = task(it -> {});
        RegisterTaskDefinitionRequest two = one.toBuilder()
                .containerDefinitions(
                        one.containerDefinitions().get(0),
                        ContainerDefinition.builder()
                                .name("proxy")
                                .image("proxy:1")
                                .environment(variable("A", "1"))
                                .build())
                .build();

        assertThat(form(two).differencesFrom(form(one)))
                .containsExactly(FieldChange.withoutValues("containerDefinitions.proxy", FieldChange.Kind.ADDED));
        assertThat(form(one).differencesFrom(form(two)))
                .containsExactly(FieldChange.withoutValues("containerDefinitions.proxy", FieldChange.Kind.REMOVED));
    }

    @Test
    void anImageIsToldByTagAndShortDigest() {
        assertThat(image("host/shop:1@" + A, "host/shop:2@" + B))
                .isEqualTo("1 (sha256:aaaaaaaaaaaa) -> 2 (sha256:bbbbbbbbbbbb)");
        assertThat(image("host/shop:1", "host/shop:1@" + B)).isEqualTo("1 -> 1 (sha256:bbbbbbbbbbbb)");
        assertThat(image("shop@" + A, "shop@" + B)).isEqualTo("sha256:aaaaaaaaaaaa -> sha256:bbbbbbbbbbbb");
        assertThat(image("host/old:1@" + A, "host/shop:1@" + A))
                .isEqualTo("host/old:1 (sha256:aaaaaaaaaaaa) -> host/shop:1 (sha256:aaaaaaaaaaaa)");
        assertThat(image("not an image", "host/shop:2")).isEqualTo("not an image -> host/shop:2");
    }

    private static String image(String before, String after) {
        FieldChange change =
                changes(it -> it.image(before), it -> it.image(after)).get(0);
        return change.before().orElseThrow() + " -> " + change.after().orElseThrow();
    }

    @Test
    void valuesOfVariablesAreNeverTold() {
        assertThat(changes(
                        it -> it.environment(variable("GONE", "s3cret-1"), variable("OTHER", "s3cret-2")),
                        it -> it.environment(variable("NEW", "s3cret-3"), variable("OTHER", "s3cret-4"))))
                .containsExactly(
                        withoutValues("environment.GONE", FieldChange.Kind.REMOVED),
                        withoutValues("environment.NEW", FieldChange.Kind.ADDED),
                        withoutValues("environment.OTHER", FieldChange.Kind.CHANGED));
    }

    @Test
    void ofASecretOnlyAnArnIsTold() {
        assertThat(changes(
                        it -> it.secrets(secret("DB", "arn:aws:ssm:eu-west-1:123456789012:parameter/a")),
                        it -> it.secrets(secret("DB", "arn:aws:ssm:eu-west-1:123456789012:parameter/b"))))
                .containsExactly(change(
                        "secrets.DB",
                        FieldChange.Kind.CHANGED,
                        "arn:aws:ssm:eu-west-1:123456789012:parameter/a",
                        "arn:aws:ssm:eu-west-1:123456789012:parameter/b"));
        assertThat(changes(it -> {}, it -> it.secrets(secret("DB", "pasted-password"))))
                .containsExactly(withoutValues("secrets.DB", FieldChange.Kind.ADDED));
    }

    @Test
    void whatElseMayHoldASecretIsNotTold() {
        assertThat(changes(it -> {}, it -> it.dockerLabels(Map.of("auth", "s3cret"))
                        .logConfiguration(log -> log.logDriver("splunk").options(Map.of("splunk-token", "s3cret")))
                        .command("serve", "--db-password", "s3cret")
                        .entryPoint("curl", "https://me:s3cret@host/")
                        .healthCheck(check -> check.command("CMD", "check", "--token=s3cret"))))
                .filteredOn(it ->
                        it.after().filter(value -> value.contains("s3cret")).isPresent())
                .isEmpty();
    }

    @Test
    void aPlainCommandAndTheOptionsOfAwslogsAreTold() {
        assertThat(changes(it -> it.command("serve"), it -> it.command("serve", "--threads", "4")))
                .containsExactly(change(
                        "command", FieldChange.Kind.CHANGED, "[\"serve\"]", "[\"serve\", \"--threads\", \"4\"]"));
        assertThat(changes(
                        it -> it.logConfiguration(
                                log -> log.logDriver("awslogs").options(Map.of("awslogs-group", "/a"))),
                        it -> it.logConfiguration(
                                log -> log.logDriver("awslogs").options(Map.of("awslogs-group", "/b")))))
                .containsExactly(
                        change("logConfiguration.options.awslogs-group", FieldChange.Kind.CHANGED, "/a", "/b"));
    }

    @Test
    void aLongValueFitsALine() {
        FieldChange change = changes(it -> {}, it -> it.command("x".repeat(500), "two\nlines"))
                .get(0);

        assertThat(change.after().orElseThrow()).hasSize(100).endsWith("…");
        assertThat(changes(it -> it.command("x".repeat(500)), it -> it.command("x".repeat(501))))
                .as("what is shortened to the same")
                .containsExactly(withoutValues("command", FieldChange.Kind.CHANGED));
    }

    private static FieldChange change(String path, FieldChange.Kind kind, String before, String after) {
        return new FieldChange("containerDefinitions.app." + path, kind, Optional.of(before), Optional.of(after));
    }

    private static FieldChange withoutValues(String path, FieldChange.Kind kind) {
        return FieldChange.withoutValues("containerDefinitions.app." + path, kind);
    }

    private static List<FieldChange> changes(
            Consumer<ContainerDefinition.Builder> before, Consumer<ContainerDefinition.Builder> after) {
        return form(task(after)).differencesFrom(form(task(before)));
    }

    private static NormalForm form(RegisterTaskDefinitionRequest definition) {
        return NormalForm.of(definition, ACCOUNT);
    }

    private static RegisterTaskDefinitionRequest task(Consumer<ContainerDefinition.Builder> app) {
        ContainerDefinition.Builder container =
                ContainerDefinition.builder().name("app").image("shop:1");
        app.accept(container);
        return RegisterTaskDefinitionRequest.builder()
                .family("shop")
                .containerDefinitions(container.build())
                .build();
    }

    private static KeyValuePair variable(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private static Secret secret(String name, String valueFrom) {
        return Secret.builder().name(name).valueFrom(valueFrom).build();
    }
}
