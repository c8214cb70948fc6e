package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/** {@code @name@} in a task definition file, from the file to what is registered. */
class PlaceholdersTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final ImageReference IMAGE = ImageReference.parse("127.0.0.1:5000/shop:2@" + DIGEST);
    private static final Map<String, String> PROPERTIES = Map.of(
            "db.host", "db.acme.com",
            "db.password", "hunter2",
            "quote", "say \"hi\" \\ \n$1",
            "port", "8080",
            "orders.port", "8080",
            "project.version", "1.4",
            "flag", "true",
            "ecs.service", "what a user property says",
            "empty", "");

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            @db.host@                          | db.acme.com
            jdbc:postgresql://@db.host@/@port@ | jdbc:postgresql://db.acme.com/8080
            @port@@port@                       | 80808080
            arn:aws:iam::@ecs.account@:role/x  | arn:aws:iam::123456789012:role/x
            @ecs.cluster@/@ecs.service@        | prod/shop
            @ecs.region@                       | eu-west-1
            me@example.com                     | me@example.com
            a@example.com, b@example.com       | a@example.com, b@example.com
            @                                  | @
            @@                                 | @@
            a @ b @ c                          | a @ b @ c
            @@db.host@                         | @db.host@
            x@@y                               | x@@y
            @@db.host@@port@                   | @db.host@8080
            repo@sha256:0                      | repo@sha256:0
            """)
    void standsForItsValue(String written, String meant) throws Exception {
        assertThat(variable(written)).isEqualTo(meant);
    }

    @Test
    void noValueCanBreakTheJson() throws Exception {
        assertThat(variable("@quote@")).isEqualTo("say \"hi\" \\ \n$1");
        assertThat(variable("[@empty@]")).isEqualTo("[]");
    }

    @Test
    void theImageOfThisBuildIsPinned() throws Exception {
        assertThat(variable("@ecs.image.uri@")).isEqualTo(IMAGE.toString());
        assertThat(variable("@ecs.image@")).isEqualTo(IMAGE.toString());
        assertThat(variable("@ecs.image.digest@")).isEqualTo(DIGEST);
    }

    @Test
    void everyValueIsReadAndNoKey() throws Exception {
        RegisterTaskDefinitionRequest definition = composed(
                """
                {"family":"@ecs.service@","taskRoleArn":"arn:aws:iam::@ecs.account@:role/shop","cpu":"256","memory":"512",
                 "containerDefinitions":[
                  {"name":"app","command":["serve","@db.host@"],"dockerLabels":{"@db.host@":"@db.host@"}},
                  {"name":"proxy","image":"@ecs.image.uri@","essential":false}],
                 "tags":[{"key":"digest","value":"@ecs.image.digest@"}]}
                """);

        ContainerDefinition app = definition.containerDefinitions().get(0);
        assertThat(definition.family()).isEqualTo("shop");
        assertThat(definition.taskRoleArn()).isEqualTo("arn:aws:iam::123456789012:role/shop");
        assertThat(app.command()).containsExactly("serve", "db.acme.com");
        assertThat(app.dockerLabels()).containsOnly(Map.entry("@db.host@", "db.acme.com"));
        assertThat(definition.containerDefinitions().get(1).image()).isEqualTo(IMAGE.toString());
        assertThat(definition.tags()).extracting(tag -> tag.value()).containsExactly(DIGEST);
    }

    @Test
    void aNumberOrFlagIsAPlaceholderAndNothingElse() throws Exception {
        ContainerDefinition app = composed(
                        """
                {"family":"shop","cpu":"256","memory":"512","containerDefinitions":[{"name":"app","essential":"@flag@",
                 "portMappings":[{"containerPort":"@port@"}]}]}
                """)
                .containerDefinitions()
                .get(0);

        assertThat(app.essential()).isTrue();
        assertThat(app.portMappings().get(0).containerPort()).isEqualTo(8080);
        refused(container("\"memory\":\"@db.host@\""))
                .withMessageContaining("$.containerDefinitions[0].memory must be a whole number, but is text");
        refused(container("\"memory\":\"1@port@\""))
                .withMessageContaining("$.containerDefinitions[0].memory must be a whole number, but is text");
    }

    @Test
    void whatHasNoValueIsNamedWithItsPathBeforeAnythingIsSent() throws Exception {
        refused(container(
                        "\"environment\":[{\"name\":\"A\",\"value\":\"@port@\"},{\"name\":\"B\",\"value\":\"x @db.hots@ @zzz@\"}],"
                                + "\"memory\":\"@nothing.like.it@\""))
                .withMessageContaining("task.json has placeholders without a value")
                .withMessageContaining(
                        "$.containerDefinitions[0].environment[1].value: @db.hots@ has no value; did you mean @db.host@?")
                .withMessageContaining("$.containerDefinitions[0].environment[1].value: @zzz@ has no value")
                .withMessageContaining("$.containerDefinitions[0].memory: @nothing.like.it@ has no value")
                .withMessageContaining("-D")
                .withMessageContaining("@@NAME@");
    }

    @Test
    void ofARawDescriptionThePathBeginsOutside() throws Exception {
        refused("{\"taskDefinition\":{\"family\":\"@ecs.servise@\",\"containerDefinitions\":[{\"name\":\"app\"}]},"
                        + "\"tags\":[{\"key\":\"a\",\"value\":\"@b@\"}]}")
                .withMessageContaining(
                        "$.taskDefinition.family: @ecs.servise@ has no value; did you mean @ecs.service@?")
                .withMessageContaining("$.tags[0].value: @b@ has no value");
    }

    @Test
    void unknownFieldsAndPlaceholdersAreToldTogetherAndNoValueIs() throws Exception {
        refused(container("\"comand\":[],\"user\":\"@db.pasword@ @db.password@\""))
                .withMessageContaining("did you mean 'command'?")
                .withMessageContaining("did you mean @db.password@?")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void aDigestThatIsNotKnownIsNoEmptyText() throws Exception {
        BaseRevision base = base(container("\"user\":\"@ecs.image.digest@\""));

        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> compose(base, ImageReference.parse("public.ecr.aws/nginx/nginx:1.27")))
                .withMessageContaining("$.containerDefinitions[0].user: @ecs.image.digest@ has no value, for the image"
                        + " public.ecr.aws/nginx/nginx:1.27 has no digest");
    }

    @Test
    void theExampleOfTheReadmeIsComplete() throws Exception {
        RegisterTaskDefinitionRequest definition =
                composed(Files.readString(Path.of("src/test/resources/ecs/readme.json")));

        ContainerDefinition app = definition.containerDefinitions().get(0);
        assertThat(definition.executionRoleArn()).isEqualTo("arn:aws:iam::123456789012:role/orders-execution");
        assertThat(app.image()).isEqualTo(IMAGE.toString());
        assertThat(app.portMappings().get(0).containerPort()).isEqualTo(8080);
        assertThat(app.environment())
                .extracting(variable -> variable.value())
                .containsExactly("jdbc:postgresql://db.acme.com/orders", "1.4", "orders@example.com");
        assertThat(app.logConfiguration().options()).containsEntry("awslogs-group", "/ecs/shop");
        assertThat(definition.containerDefinitions().get(1).image()).isEqualTo(IMAGE.toString());
    }

    private String variable(String written) throws Exception {
        String json = container("\"environment\":[{\"name\":\"A\",\"value\":\"" + written + "\"}]");
        return composed(json).containerDefinitions().get(0).environment().get(0).value();
    }

    private static String container(String fields) {
        return "{\"family\":\"shop\",\"cpu\":\"256\",\"memory\":\"512\",\"containerDefinitions\":[{\"name\":\"app\","
                + fields + "}]}";
    }

    private RegisterTaskDefinitionRequest composed(String json) throws Exception {
        return compose(base(json), IMAGE).definition();
    }

    private static NewRevision compose(BaseRevision base, ImageReference image) {
        return new Composition(base, RevisionSettings.NONE)
                .compose(new RevisionRequest(RevisionSettings.NONE, image, Map.of()));
    }

    private BaseRevision base(String json) throws Exception {
        Path file = Files.writeString(directory.resolve("task.json"), json);
        FakeEcs ecs = FakeEcs.running(FakeEcs.shop("shop:1"));
        return new TaskDefinitions(ecs)
                .read(
                        new TaskDefinitionSource.File(file, new Given()),
                        new Services(ecs).describe(new ServiceReference("prod", "shop")));
    }

    private ThrowableAssertAlternative<ActionableException> refused(String json) {
        return assertThatExceptionOfType(ActionableException.class).isThrownBy(() -> base(json));
    }

    private static final class Given implements FileProperties {
        @Override
        public Optional<String> value(String name) {
            return Optional.ofNullable(PROPERTIES.get(name));
        }

        @Override
        public Collection<String> names() {
            return List.copyOf(PROPERTIES.keySet());
        }
    }
}
