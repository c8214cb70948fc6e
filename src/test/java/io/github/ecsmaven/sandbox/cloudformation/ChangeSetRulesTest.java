package io.github.ecsmaven.sandbox.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.AlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.InsufficientCapabilitiesException;

/** What fails a change set, and what is refused of one. */
class ChangeSetRulesTest {
    private final CloudStory story = new CloudStory();

    @AfterEach
    void close() {
        story.close();
    }

    @Test
    void propertiesAreHeldAgainstTheirSchemaBeforeAnythingIsDone() {
        ObjectNode template = CloudStory.shop();
        CloudStory.properties(template, "Service").put("LaunchTyp", "FARGATE").put("LaunchType", "MOON");
        CloudStory.properties(template, "Listener").remove("LoadBalancerArn");
        String id = story.changeSet(template, true, r -> {});

        assertThat(story.described(id).status()).isEqualTo(ChangeSetStatus.FAILED);
        assertThat(story.described(id).statusReason())
                .isEqualTo("The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation]. To"
                        + " troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure"
                        + " information.");
        assertThat(story.cloud
                        .describeEvents(r -> r.changeSetName(id).filters(f -> f.failedEvents(true)))
                        .operationEvents())
                .extracting(e -> e.logicalResourceId(), e -> e.validationStatusReason(), e -> e.validationPath())
                .containsExactlyInAnyOrder(
                        tuple(
                                "Listener",
                                "Required property [LoadBalancerArn] not found",
                                "/Resources/Listener/Properties"),
                        tuple("Service", "Unsupported property [LaunchTyp]", "/Resources/Service/Properties"),
                        tuple(
                                "Service",
                                "#/LaunchType: MOON is not a valid enum value",
                                "/Resources/Service/Properties/LaunchType"));
    }

    @Test
    void aNameThatIsTakenIsFoundBeforeAnythingIsDone() {
        story.sandbox.logs().seedGroup("/ecs/shop");
        String id = story.changeSet(CloudStory.shop(), true, r -> {});

        assertThat(story.described(id).statusReason()).contains("[AWS::EarlyValidation::ResourceExistenceCheck]");
        assertThat(story.cloud.describeEvents(r -> r.changeSetName(id)).operationEvents())
                .extracting(e -> e.validationName(), e -> e.validationStatusReason())
                .containsExactly(tuple(
                        "NAME_CONFLICT_VALIDATION",
                        "Resource of type 'AWS::Logs::LogGroup' with identifier '/ecs/shop' already exists."));
    }

    @Test
    void rolesHaveToBeAcknowledged() {
        assertThatThrownBy(() -> story.changeSet(CloudStory.shop(), true, r -> r.capabilities(List.of())))
                .isInstanceOf(InsufficientCapabilitiesException.class)
                .hasMessageContaining("Requires capabilities : [CAPABILITY_IAM]");
        ObjectNode template = CloudStory.shop();
        CloudStory.properties(template, "ExecutionRole").put("RoleName", "shop");
        assertThatThrownBy(() -> story.changeSet(template, true, r -> {}))
                .hasMessageContaining("Requires capabilities : [CAPABILITY_NAMED_IAM]");
        story.changeSet(template, true, r -> r.capabilities(Capability.CAPABILITY_NAMED_IAM));
    }

    @Test
    void aCustomNameStandsInTheWayOfAReplacement() {
        story.create(CloudStory.shop());
        ObjectNode template = CloudStory.shop();
        CloudStory.properties(template, "Service").put("SchedulingStrategy", "REPLICA");
        String id = story.changeSet(template, false, r -> {});
        assertThat(story.described(id).changes().stream()
                        .map(change -> change.resourceChange())
                        .filter(change -> change.logicalResourceId().equals("Service"))
                        .findFirst()
                        .orElseThrow()
                        .replacementAsString())
                .isEqualTo("True");

        assertThat(story.execute(id).stackStatusAsString()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(story.events())
                .contains("Service UPDATE_FAILED: CloudFormation cannot update a stack when a custom-named resource"
                        + " requires replacing. Rename shop and update the stack again.");
    }

    @Test
    void namesAndStatesAreChecked() {
        String first = story.changeSet(
                CloudStory.shop(), true, r -> r.changeSetName("one").clientToken("a"));
        assertThat(story.changeSet(
                        CloudStory.shop(), true, r -> r.changeSetName("one").clientToken("a")))
                .isEqualTo(first);
        assertThatThrownBy(() -> story.changeSet(CloudStory.shop(), true, r -> r.changeSetName("one")))
                .isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> story.changeSet(CloudStory.shop(), true, r -> r.changeSetName("1")))
                .hasMessageContaining("Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*");
        assertThatThrownBy(() -> story.changeSet(CloudStory.shop(), false, r -> {}))
                .hasMessageContaining("is in REVIEW_IN_PROGRESS state and can not be updated.");
        assertThatThrownBy(() -> story.changeSet(CloudStory.shop(), false, r -> r.stackName("gone")))
                .hasMessageContaining("Stack [gone] does not exist");
        assertThatThrownBy(() ->
                        story.cloud.describeChangeSet(r -> r.stackName("shop").changeSetName("two")))
                .isInstanceOf(ChangeSetNotFoundException.class)
                .hasMessageContaining("ChangeSet [two] does not exist");
        assertThatThrownBy(() -> story.changeSet(CloudStory.shop(), true, r -> r.includeNestedStacks(true)))
                .hasMessageContaining("does not implement the parameter IncludeNestedStacks");

        story.execute(first);
        assertThatThrownBy(() -> story.changeSet(CloudStory.shop(), true, r -> {}))
                .hasMessageContaining("Stack [shop] already exists and cannot be created again with the changeSet");
    }

    @Test
    void executingOneDeletesTheOthers() {
        story.create(CloudStory.shop());
        story.changeSet(CloudStory.shop(), false, r -> r.parameters(CloudStory.image("2"))
                .changeSetName("two"));
        String three = story.changeSet(CloudStory.shop(), false, r -> r.parameters(CloudStory.image("3"))
                .changeSetName("three"));
        story.execute(three);

        assertThat(story.cloud.listChangeSets(r -> r.stackName("shop")).summaries())
                .extracting(one -> one.changeSetName() + " " + one.executionStatusAsString())
                .containsExactly("three EXECUTE_COMPLETE");
        story.cloud.deleteChangeSet(r -> r.changeSetName(three));
        assertThat(story.cloud.listChangeSets(r -> r.stackName("shop")).summaries())
                .isEmpty();
        assertThatThrownBy(() -> story.cloud.executeChangeSet(r -> r.changeSetName(three)))
                .isInstanceOf(ChangeSetNotFoundException.class);
    }
}
