package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ecsmaven.ActionableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

class TaskDefinitionFileTest {
    private static final Path RESOURCES = Path.of("src/test/resources/ecs");

    private static final Placeholders NOTHING = Placeholders.of(
            new Services(FakeEcs.running(FakeEcs.shop("shop:1"))).describe(FakeEcs.SHOP),
            Optional.empty(),
            FileProperties.NONE);

    @TempDir
    private Path directory;

    @Test
    void readsWhatIsRegistered() {
        RegisterTaskDefinitionRequest definition = new TaskDefinitionFile(RESOURCES.resolve("bare.json")).read(NOTHING);

        assertThat(definition.family()).isEqualTo("shop");
        assertThat(definition.cpu()).as("a number where the API has text").isEqualTo("256");
        assertThat(definition.containerDefinitions().get(0).environment().get(0).value())
                .as("empty values are legal")
                .isEmpty();
        assertThat(definition.containerDefinitions().get(0).logConfiguration().options())
                .containsEntry("awslogs-group", "/ecs/shop");
        assertThat(definition.tags().get(0).value()).isEqualTo("web");
    }

    @Test
    void readsWhatDescribeTaskDefinitionPrints() {
        RegisterTaskDefinitionRequest definition =
                new TaskDefinitionFile(RESOURCES.resolve("described.json")).read(NOTHING);

        assertThat(definition.family()).isEqualTo("shop");
        assertThat(definition
                        .containerDefinitions()
                        .get(0)
                        .portMappings()
                        .get(0)
                        .containerPort())
                .isEqualTo(8080);
        assertThat(definition.tags().get(0).key()).isEqualTo("team");
    }

    @Test
    void readsADescribedDefinitionWithoutTheObjectAroundIt() throws Exception {
        RegisterTaskDefinitionRequest definition = new TaskDefinitionFile(
                        file("{\"family\":\"shop\",\"revision\":3,\"status\":\"ACTIVE\",\"registeredAt\":\"2026\","
                                + "\"containerDefinitions\":[{\"name\":\"app\"}]}"))
                .read(NOTHING);

        assertThat(definition.family()).isEqualTo("shop");
    }

    @Test
    void namesEveryUnknownFieldWithItsPathAndWhatWasMeant() throws Exception {
        refused(
                        """
                {"family":"shop","containerDefinitions":[{"name":"app","portMapings":[],"environment":[{"Name":"A"}]}],
                 "zzz":1}
                """)
                .withMessageContaining("$.containerDefinitions[0].portMapings is not a field")
                .withMessageContaining("did you mean 'portMappings'?")
                .withMessageContaining("$.containerDefinitions[0].environment[0].Name")
                .withMessageContaining("did you mean 'name'?")
                .withMessageContaining("$.zzz is not a field");
    }

    @Test
    void namesValuesOfTheWrongKind() throws Exception {
        refused(
                        """
                {"family":"shop","containerDefinitions":[{"name":"app","memory":"512","essential":"yes",
                 "command":"run","cpu":1.5,"dockerLabels":[]}]}
                """)
                .withMessageContaining("$.containerDefinitions[0].memory must be a whole number, but is text")
                .withMessageContaining("$.containerDefinitions[0].essential must be true or false")
                .withMessageContaining("$.containerDefinitions[0].command must be a list")
                .withMessageContaining("$.containerDefinitions[0].cpu must be a whole number, but is the number 1.5")
                .withMessageContaining("$.containerDefinitions[0].dockerLabels must be an object");
    }

    @Test
    void saysWhereAFieldBelongsThatStandsAtAnotherPlace() throws Exception {
        refused(
                        """
                {"family":"shop","portMappings":[],"containerDefinitions":[
                 {"name":"app","cpuArchitecture":"ARM64","executionRoleArn":"exec","desiredCount":1}]}
                """)
                .withMessageContaining(
                        "$.portMappings is not a field of an ECS task definition; 'portMappings' belongs into"
                                + " $.containerDefinitions[]")
                .withMessageContaining("'cpuArchitecture' belongs into $.runtimePlatform")
                .withMessageContaining("'executionRoleArn' belongs into $")
                .withMessageContaining(
                        "$.containerDefinitions[0].desiredCount is not a field of an ECS task definition");
    }

    @Test
    void seesCapitalsAtEveryDepth() throws Exception {
        refused(
                        """
                {"family":"shop","containerDefinitions":[{"Name":"app","healthCheck":{"Command":["CMD","true"]},
                 "LogConfiguration":{"LogDriver":"awslogs"}}],"Tags":[]}
                """)
                .withMessageContaining(
                        "$.containerDefinitions[0].Name is not a field of an ECS task definition; did you"
                                + " mean 'name'?")
                .withMessageContaining("did you mean 'command'?")
                .withMessageContaining("did you mean 'logConfiguration'?")
                .withMessageContaining("did you mean 'tags'?");
        refused("{\"taskDefinition\":{\"Family\":\"shop\",\"ContainerDefinitions\":[]}}")
                .withMessageContaining("as CloudFormation does");
    }

    @Test
    void refusesTheSpellingOfCloudFormation() throws Exception {
        refused("{\"Family\":\"shop\",\"ContainerDefinitions\":[]}").withMessageContaining("as CloudFormation does");
        refused("{\"Type\":\"AWS::ECS::TaskDefinition\",\"Properties\":{}}")
                .withMessageContaining("as CloudFormation does");
    }

    @Test
    void refusesWhatIsNoTaskDefinition() throws Exception {
        refused("{\"family\":").withMessageContaining("is not JSON").withMessageContaining("line 1");
        refused("[]").withMessageContaining("no JSON object");
        refused("{\"containerDefinitions\":[{\"name\":\"app\"}]}").withMessageContaining("no 'family'");
        refused("{\"family\":\"shop\"}").withMessageContaining("no 'containerDefinitions'");
        refused("{\"family\":\"a\",\"family\":\"b\"}").withMessageContaining("is not JSON");
    }

    @Test
    void refusesAMissingFile() {
        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> new TaskDefinitionFile(directory.resolve("nope.json")).read(NOTHING))
                .withMessageContaining("nope.json does not exist")
                .withMessageContaining("<taskDefinition>");
    }

    private ThrowableAssertAlternative<ActionableException> refused(String json) throws Exception {
        Path file = file(json);
        return assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> new TaskDefinitionFile(file).read(NOTHING));
    }

    private Path file(String json) throws Exception {
        return Files.writeString(directory.resolve("task.json"), json);
    }
}
