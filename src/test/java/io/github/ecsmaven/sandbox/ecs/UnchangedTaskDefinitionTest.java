package io.github.ecsmaven.sandbox.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ecs.BaseRevision;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.FieldChange;
import io.github.ecsmaven.ecs.NewRevision;
import io.github.ecsmaven.ecs.RevisionRequest;
import io.github.ecsmaven.ecs.RevisionSettings;
import io.github.ecsmaven.ecs.RunningService;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.ecs.ServiceChanges;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.Services;
import io.github.ecsmaven.ecs.TaskDefinitionSource;
import io.github.ecsmaven.ecs.TaskDefinitions;
import io.github.ecsmaven.image.ImageReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;

/** A file that is deployed twice, over the wire, with the defaults that ECS fills in between. */
class UnchangedTaskDefinitionTest {
    private static final ImageReference IMAGE = ImageReference.parse("shop:2@sha256:" + "2".repeat(64));
    private static final String SPEC = "ecs-maven-plugin:spec";

    private final Story story = new Story().withShop(1);

    @TempDir
    private Path directory;

    @AfterEach
    void end() {
        story.close();
    }

    @Test
    void needsNothing() throws Exception {
        deploy("");

        assertThat(decide("")).isInstanceOf(ServiceChange.Nothing.class);
        assertThat(story.ecs
                        .describeTaskDefinition(r -> r.taskDefinition("shop").include(TaskDefinitionField.TAGS))
                        .tags())
                .extracting(Tag::key)
                .containsExactly(SPEC);
    }

    @Test
    void needsNothingWithoutTheFingerprintEither() throws Exception {
        deploy("");
        String running = story.shop().taskDefinition();
        story.ecs.untagResource(r -> r.resourceArn(running).tagKeys(SPEC));

        assertThat(decide("")).isInstanceOf(ServiceChange.Nothing.class);
    }

    @Test
    void whatChangesInItIsTold() throws Exception {
        deploy("");

        assertThat(decide(",\"stopTimeout\":5"))
                .isInstanceOfSatisfying(ServiceChange.Update.class, update -> assertThat(update.differences())
                        .extracting(FieldChange::path)
                        .containsExactly("containerDefinitions.shop.stopTimeout"));
    }

    private void deploy(String more) throws Exception {
        story.logs.seedGroup("/ecs/shop");
        TaskDefinitions definitions = new TaskDefinitions(story.ecs);
        String revision = definitions.register(wanted(service(), more)).value();
        story.ecs.updateService(
                r -> r.cluster(Story.CLUSTER).service(Story.SHOP).taskDefinition(revision));
        story.pass(600);
        assertThat(story.primary().taskDefinition()).isEqualTo(revision);
    }

    private ServiceChange decide(String more) throws Exception {
        RunningService service = service();
        return new ServiceChanges(story.ecs).decide(service, wanted(service, more), DeploymentSettings.defaults());
    }

    private RunningService service() {
        return new Services(story.ecs).describe(new ServiceReference(Story.CLUSTER, Story.SHOP));
    }

    private NewRevision wanted(RunningService service, String more) throws Exception {
        Path file = Files.writeString(
                directory.resolve("task.json"),
                """
                {"family":"shop","requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":".25 vCPU",
                 "memory":"0.5 GB","executionRoleArn":"arn:aws:iam::123456789012:role/shop-execution",
                 "volumes":[{"name":"b"},{"name":"a"}],
                 "containerDefinitions":[{"name":"shop","portMappings":[{"containerPort":9090},{"containerPort":8080}],
                  "environment":[{"name":"B","value":""},{"name":"A","value":"@ecs.cluster@"}],
                  "healthCheck":{"command":["CMD-SHELL","true"]},"logConfiguration":{"logDriver":"awslogs",
                  "options":{"awslogs-group":"/ecs/shop","awslogs-region":"@ecs.region@","awslogs-stream-prefix":"shop"}}%s}]}
                """
                        .formatted(more));
        TaskDefinitions definitions = new TaskDefinitions(story.ecs);
        BaseRevision base = definitions.read(new TaskDefinitionSource.File(file), service);
        return definitions.compose(base, new RevisionRequest(RevisionSettings.NONE, IMAGE, Map.of()));
    }
}
