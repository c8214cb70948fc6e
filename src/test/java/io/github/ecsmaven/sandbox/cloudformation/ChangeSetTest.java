package io.github.ecsmaven.sandbox.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** What change sets tell. */
class ChangeSetTest {
    private final CloudStory story = new CloudStory();

    @AfterEach
    void close() {
        story.close();
    }

    private Map<String, ResourceChange> changes(String changeSet) {
        return story.described(changeSet).changes().stream()
                .map(Change::resourceChange)
                .collect(Collectors.toMap(ResourceChange::logicalResourceId, Function.identity()));
    }

    private Map<String, ResourceChange> changes(ObjectNode template) {
        return changes(story.changeSet(template, false, r -> {}));
    }

    @Test
    void aFirstOneAddsEverything() {
        String id = story.changeSet(CloudStory.shop(), true, r -> r.description("first"));
        DescribeChangeSetResponse described = story.described(id);

        assertThat(described.status()).isEqualTo(ChangeSetStatus.CREATE_COMPLETE);
        assertThat(described.executionStatusAsString()).isEqualTo("AVAILABLE");
        assertThat(described.description()).isEqualTo("first");
        assertThat(described.changes()).hasSize(16).allSatisfy(change -> {
            assertThat(change.resourceChange().actionAsString()).isEqualTo("Add");
            assertThat(change.resourceChange().replacement()).isNull();
        });
        assertThat(changes(id).get("LogGroup").afterContext())
                .isEqualTo("{\"Properties\":{\"LogGroupName\":\"/ecs/shop\",\"RetentionInDays\":30}}");
        assertThat(changes(id).get("Listener").afterContext())
                .contains("\"LoadBalancerArn\":\"{{changeSet:KNOWN_AFTER_APPLY}}\"");
    }

    @Test
    void itTakesAWhile() {
        String id = story.cloud
                .createChangeSet(r -> r.stackName("shop")
                        .changeSetName("first")
                        .changeSetType("CREATE")
                        .parameters(CloudStory.image("1"))
                        .capabilities(Capability.CAPABILITY_IAM)
                        .templateBody(CloudStory.shop().toString()))
                .id();
        assertThat(story.described(id).status()).isEqualTo(ChangeSetStatus.CREATE_IN_PROGRESS);
        assertThat(story.described(id).changes()).isEmpty();

        story.pass(Duration.ofSeconds(1));
        assertThat(story.described(id).status()).isEqualTo(ChangeSetStatus.CREATE_COMPLETE);
    }

    @Test
    void anotherImageReplacesTheRevisionAndChangesTheService() {
        story.create(CloudStory.shop());
        String id = story.changeSet(CloudStory.shop(), false, r -> r.parameters(CloudStory.image("2")));
        Map<String, ResourceChange> changes = changes(id);

        assertThat(changes.get("TaskDefinition").replacementAsString()).isEqualTo("True");
        assertThat(changes.get("TaskDefinition").policyActionAsString()).isEqualTo("ReplaceAndDelete");
        assertThat(changes.get("TaskDefinition").scopeAsStrings()).containsExactly("Properties");
        assertThat(changes.get("TaskDefinition").details())
                .extracting(
                        d -> d.target().name(),
                        d -> d.target().requiresRecreationAsString(),
                        d -> d.target().path(),
                        d -> d.target().beforeValue(),
                        d -> d.target().afterValue(),
                        d -> d.changeSourceAsString(),
                        d -> d.causingEntity())
                .containsExactly(tuple(
                        "ContainerDefinitions",
                        "Always",
                        "/Properties/ContainerDefinitions/0/Image",
                        "shop:1",
                        "shop:2",
                        "ParameterReference",
                        "Image"));
        assertThat(changes.get("Service").replacementAsString()).isEqualTo("False");
        assertThat(changes.get("Service").details())
                .filteredOn(d -> d.target().name().equals("TaskDefinition"))
                .extracting(d -> d.evaluationAsString(), d -> d.changeSourceAsString(), d -> d.causingEntity())
                .containsExactly(tuple("Static", "ResourceReference", "TaskDefinition"));
        // What reads an attribute of the changed service, and what refers to that.
        assertThat(changes).containsOnlyKeys("TaskDefinition", "Service", "Scaling", "ByRequests");
        assertThat(changes.get("ByRequests").replacementAsString()).isEqualTo("Conditional");
    }

    @Test
    void withoutValuesOnlyThePropertiesAreNamed() {
        story.create(CloudStory.shop());
        ObjectNode template = CloudStory.shop();
        CloudStory.properties(template, "TargetGroup")
                .put("HealthCheckPath", "/up")
                .put("HealthCheckIntervalSeconds", 20);
        String id = story.changeSet(template, false, r -> {});
        ResourceChange change = story.cloud.describeChangeSet(r -> r.changeSetName(id)).changes().stream()
                .map(Change::resourceChange)
                .filter(one -> one.logicalResourceId().equals("TargetGroup"))
                .findFirst()
                .orElseThrow();

        assertThat(change.details())
                .extracting(d -> d.target().name(), d -> d.target().beforeValue())
                .containsExactly(tuple("HealthCheckIntervalSeconds", null), tuple("HealthCheckPath", null));
        assertThat(change.beforeContext()).isNull();
    }

    @Test
    void whatReadsAnAttributeOfAChangedResourceMightChangeToo() {
        story.create(CloudStory.shop());
        ObjectNode template = CloudStory.shop();
        CloudStory.properties(template, "ServiceGroup")
                .putArray("SecurityGroupEgress")
                .addObject()
                .put("IpProtocol", "tcp")
                .put("FromPort", 443)
                .put("ToPort", 443)
                .put("CidrIp", "0.0.0.0/0");
        Map<String, ResourceChange> changes = changes(template);

        assertThat(changes.get("ServiceGroup").replacementAsString()).isEqualTo("False");
        assertThat(changes.get("FromBalancer").replacementAsString()).isEqualTo("Conditional");
        assertThat(changes.get("FromBalancer").details())
                .extracting(d -> d.evaluationAsString(), d -> d.changeSourceAsString(), d -> d.causingEntity())
                .containsExactly(tuple("Dynamic", "ResourceAttribute", "ServiceGroup.GroupId"));
        assertThat(changes).doesNotContainKey("Service");

        int events = story.events().size();
        story.update(template);
        assertThat(story.eventsAfter(events)).noneMatch(event -> event.startsWith("FromBalancer"));
    }

    @Test
    void aReplacementSpreads() {
        story.create(CloudStory.shop());
        ObjectNode template = CloudStory.shop();
        CloudStory.properties(template, "LoadBalancer").put("Scheme", "internal");
        Map<String, ResourceChange> changes = changes(template);

        assertThat(changes.get("LoadBalancer").replacementAsString()).isEqualTo("True");
        assertThat(changes.get("Listener").replacementAsString()).isEqualTo("True");
        assertThat(changes.get("Rule").replacementAsString()).isEqualTo("True");
        assertThat(changes).doesNotContainKey("TargetGroup");
    }

    @Test
    void whatIsGoneIsRemoved() {
        story.create(CloudStory.shop());
        ObjectNode template = CloudStory.shop();
        ((ObjectNode) template.path("Resources")).remove("ByRequests");
        ((ObjectNode) template.path("Resources")).remove("Scaling");
        Map<String, ResourceChange> changes = changes(template);

        assertThat(changes).containsOnlyKeys("ByRequests", "Scaling");
        assertThat(changes.get("Scaling").actionAsString()).isEqualTo("Remove");
        assertThat(changes.get("Scaling").policyActionAsString()).isEqualTo("Delete");
        assertThat(changes.get("Scaling").beforeContext()).contains("\"MaxCapacity\":4");
        assertThat(story.update(template).stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
        assertThat(story.events()).contains("Scaling DELETE_COMPLETE", "ByRequests DELETE_COMPLETE");
    }

    @Test
    void tagsOfTheStackAreTagsOfItsResources() {
        story.create(CloudStory.shop());
        Tag tag = Tag.builder().key("team").value("sales").build();
        String id = story.changeSet(CloudStory.shop(), false, r -> r.tags(tag));
        Map<String, ResourceChange> changes = changes(id);
        assertThat(changes.get("LogGroup").scopeAsStrings()).containsExactly("Tags");
        assertThat(changes.get("LogGroup").replacementAsString()).isEqualTo("False");
        assertThat(changes.get("LogGroup").details().get(0).target().name()).isNull();
        // It reads the ARN of the role, whose tags change.
        assertThat(changes.get("TaskDefinition").replacementAsString()).isEqualTo("Conditional");
        String revision = story.physicalId("TaskDefinition");

        assertThat(story.execute(id).tags()).containsExactly(tag);
        assertThat(story.ecs
                        .listTagsForResource(r -> r.resourceArn(story.physicalId("Service")))
                        .tags())
                .extracting(one -> one.key() + "=" + one.value())
                .containsExactly("team=sales");
        assertThat(story.physicalId("TaskDefinition")).isEqualTo(revision);
    }

    @Test
    void anotherOutputIsAChangeOfNoResource() {
        story.create(CloudStory.shop());
        ObjectNode template = CloudStory.shop();
        ((ObjectNode) template.path("Outputs")).putObject("Cluster").put("Value", "prod");
        String id = story.changeSet(template, false, r -> {});

        assertThat(story.described(id).changes()).isEmpty();
        assertThat(story.execute(id).outputs()).hasSize(3);
    }

    @Test
    void longOnesComeInPages() {
        story.sandbox.cloudFormation().setPageSize(4);
        String id = story.changeSet(CloudStory.shop(), true, r -> {});

        assertThat(story.cloud.describeChangeSet(r -> r.changeSetName(id)).nextToken())
                .isNotNull();
        assertThat(story.cloud.describeChangeSetPaginator(r -> r.changeSetName(id)).changes().stream())
                .hasSize(16);
        story.execute(id);
        assertThat(story.cloud.listStackResourcesPaginator(r -> r.stackName("shop")).stackResourceSummaries().stream())
                .hasSize(16);
        assertThatThrownBy(() ->
                        story.cloud.describeStackEvents(r -> r.stackName("shop").nextToken("x")))
                .hasMessageContaining("Invalid NextToken");
    }
}
