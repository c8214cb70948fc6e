package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;

class TaskDefinitionApiTest {
    private final Story story = new Story();

    @AfterEach
    void close() {
        story.close();
    }

    private TaskDefinition describe(String reference) {
        return story.ecs
                .describeTaskDefinition(r -> r.taskDefinition(reference))
                .taskDefinition();
    }

    @Test
    void defaultsAreFilledInAsAwsDoes() {
        String arn = story.sandbox.seedTaskDefinition(Story.definition("shop:1", Story.CHECKED));
        TaskDefinition shop = describe(arn);
        ContainerDefinition container = shop.containerDefinitions().get(0);

        assertThat(arn).isEqualTo("arn:aws:ecs:eu-west-1:123456789012:task-definition/shop:1");
        assertThat(shop.revision()).isEqualTo(1);
        assertThat(shop.statusAsString()).isEqualTo("ACTIVE");
        assertThat(shop.compatibilities()).containsExactly(Compatibility.EC2, Compatibility.FARGATE);
        assertThat(shop.requiresAttributes()).extracting(a -> a.name()).contains("ecs.capability.task-eni");
        assertThat(shop.registeredAt()).isEqualTo(story.clock.instant());
        assertThat(shop.hasVolumes()).isTrue();
        assertThat(container.essential()).isTrue();
        assertThat(container.cpu()).isZero();
        assertThat(container.hasEnvironment()).isTrue();
        assertThat(container.portMappings()).singleElement().satisfies(port -> {
            assertThat(port.hostPort()).isEqualTo(8080);
            assertThat(port.protocolAsString()).isEqualTo("tcp");
        });
        assertThat(container.healthCheck().timeout()).isEqualTo(5);
        assertThat(container.healthCheck().interval()).isEqualTo(5);
    }

    @Test
    void aTaskDefinitionHasItsLimits() {
        assertThatThrownBy(() -> story.ecs.registerTaskDefinition(r -> r.family("shop")
                        .containerDefinitions(IntStream.range(0, 11)
                                .mapToObj(i -> ContainerDefinition.builder()
                                        .name("c" + i)
                                        .image("shop:1")
                                        .memory(64)
                                        .build())
                                .toList())))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("more than 10 elements");
        assertThatThrownBy(() -> story.ecs.registerTaskDefinition(r -> r.family("shop")
                        .containerDefinitions(
                                c -> c.name("shop").image("shop:1").memory(64).environment(e -> e.name("LONG")
                                        .value("x".repeat(65_536))))))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("Max allowed length is '65536' bytes");
    }

    @Test
    void sizesInWordsBecomeUnits() {
        String json =
                Story.definition("shop:1").replace("\"256\"", "\".25 vCPU\"").replace("\"512\"", "\"0.5 GB\"");
        TaskDefinition shop = describe(story.sandbox.seedTaskDefinition(json));

        assertThat(shop.cpu()).isEqualTo("256");
        assertThat(shop.memory()).isEqualTo("512");
    }

    @Test
    void tagsAreAnsweredOnlyWhenAskedFor() {
        story.ecs.registerTaskDefinition(r -> r.family("shop")
                .containerDefinitions(c -> c.name("shop").image("shop:1").memory(64))
                .tags(Tag.builder().key("team").value("checkout").build()));
        DescribeTaskDefinitionResponse without = story.ecs.describeTaskDefinition(r -> r.taskDefinition("shop"));
        DescribeTaskDefinitionResponse with =
                story.ecs.describeTaskDefinition(r -> r.taskDefinition("shop").include(TaskDefinitionField.TAGS));

        assertThat(without.hasTags()).isFalse();
        assertThat(with.tags()).extracting(Tag::key).containsExactly("team");
    }

    @Test
    void aFamilyAloneIsItsLatestActiveRevisionAndNumbersAreNeverReused() {
        String first = story.sandbox.seedTaskDefinition(Story.definition("shop:1"));
        String second = story.sandbox.seedTaskDefinition(Story.definition("shop:2"));
        story.ecs.deregisterTaskDefinition(r -> r.taskDefinition(second));

        assertThat(describe("shop").taskDefinitionArn()).isEqualTo(first);
        assertThat(describe("shop:2").statusAsString()).isEqualTo("INACTIVE");
        assertThat(describe("shop:2").deregisteredAt()).isNotNull();
        assertThat(story.sandbox.seedTaskDefinition(Story.definition("shop:3"))).endsWith(":3");
    }

    @Test
    void revisionsAreListedByFamilyStatusAndOrder() {
        IntStream.rangeClosed(1, 3).forEach(i -> story.sandbox.seedTaskDefinition(Story.definition("shop:" + i)));
        story.sandbox.seedTaskDefinition(Story.definition("x").replace("\"shop\",\"net", "\"shopping\",\"net"));
        story.ecs.deregisterTaskDefinition(r -> r.taskDefinition("shop:2"));

        List<String> newestFirst = story.ecs
                .listTaskDefinitions(r -> r.familyPrefix("shop").sort("DESC"))
                .taskDefinitionArns();
        assertThat(newestFirst).extracting(Arns::name).containsExactly("shop:3", "shop:1");
        assertThat(story.ecs.listTaskDefinitions(r -> r.status("INACTIVE")).taskDefinitionArns())
                .extracting(Arns::name)
                .containsExactly("shop:2");
        assertThat(story.ecs.listTaskDefinitionsPaginator(r -> r.maxResults(1)).taskDefinitionArns())
                .hasSize(3);
    }

    @Test
    void whatIsNotThereCannotBeDescribed() {
        assertThatThrownBy(() -> describe("nothing"))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("Unable to describe task definition.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"family\":\"shop\" | \"family\":\"shop!\" | Family contains invalid characters.",
                "\"256\" | \"300\" | No Fargate configuration exists for given values: 300 CPU, 512 memory",
                "\"512\" | \"4096\" | No Fargate configuration exists for given values: 256 CPU, 4096 memory",
                "\"256\" | \"lots\" | Invalid 'cpu' setting for task",
                "awsvpc | bridge | Fargate only supports network mode ‘awsvpc’.",
                "\"image\":\"shop:1\" | \"image\":\"\" | Container.image should not be null or empty.",
                "\"image\" | \"essential\":false,\"image\" | at least one essential container",
                "\"image\" | \"privileged\":true,\"image\" | privileged",
                "\"image\" | \"links\":[\"a\"],\"image\" | links",
                "\"image\" | \"memory\":4,\"image\" | at least 6 MiB",
                "\"image\" | \"dependsOn\":[{\"containerName\":\"db\",\"condition\":\"START\"}],\"image\" | There is no container 'db'",
                "\"image\" | \"healthCheck\":{\"command\":[\"CMD\",\"x\"],\"interval\":1},\"image\" | healthCheck.interval must be between 5 and 300",
                "\"containerPort\":8080 | \"containerPort\":8080,\"hostPort\":80 | host ports and container ports in port mappings must match",
                "\"containerPort\":8080 | \"containerPort\":80800 | ports are 1 to 65535",
                "\"executionRoleArn\" | \"taskRoleArn\" | execution role ARN to support ECR images",
            })
    void whatAwsRefusesIsRefused(String part, String wrong, String message) {
        String image = message.contains("ECR") ? "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1" : "shop:1";
        String json = Story.definition(image).replace(part, wrong);

        assertThatThrownBy(() -> story.sandbox.seedTaskDefinition(json)).hasMessageContaining(message);
    }

    @Test
    void containerNamesAreUnique() {
        assertThatThrownBy(() -> story.ecs.registerTaskDefinition(r -> r.family("shop")
                        .containerDefinitions(
                                c -> c.name("shop").image("a").memory(64),
                                c -> c.name("shop").image("b").memory(64))))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("unique");
    }

    @Test
    void tagsHaveLimits() {
        String arn = story.sandbox.seedTaskDefinition(Story.definition("shop:1"));
        List<Tag> many = IntStream.range(0, 51)
                .mapToObj(i -> Tag.builder().key("k" + i).value("v").build())
                .toList();

        assertThatThrownBy(() -> story.ecs.tagResource(r -> r.resourceArn(arn).tags(many)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("maximum of 50");
        assertThatThrownBy(() -> story.ecs.tagResource(
                        r -> r.resourceArn(arn).tags(t -> t.key("aws:mine").value("v"))))
                .hasMessageContaining("reserved");
        assertThatThrownBy(() -> story.ecs.tagResource(
                        r -> r.resourceArn(arn).tags(t -> t.key("spec").value("a;b"))))
                .hasMessageContaining("Invalid value of tag 'spec'");
    }

    @Test
    void resourcesAreTaggedAndUntagged() {
        story.withShop(1);
        for (String arn : List.of(
                story.shop().serviceArn(),
                story.shop().clusterArn(),
                story.shop().taskDefinition(),
                story.running().get(0).taskArn())) {
            story.ecs.tagResource(r -> r.resourceArn(arn)
                    .tags(t -> t.key("a").value("1"), t -> t.key("b").value("2")));
            story.ecs.untagResource(r -> r.resourceArn(arn).tagKeys("a"));

            assertThat(story.ecs.listTagsForResource(r -> r.resourceArn(arn)).tags())
                    .containsExactly(Tag.builder().key("b").value("2").build());
        }
        assertThatThrownBy(() -> story.ecs.listTagsForResource(
                        r -> r.resourceArn(story.shop().serviceArn() + "x")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void anEmptyListOfTagsIsRefused() {
        assertThatThrownBy(() -> story.sandbox.seedTaskDefinition(
                        Story.definition("shop:1").replace("{\"family\"", "{\"tags\":[],\"family\"")))
                .hasMessageContaining("Tags can not be empty.");
    }
}
