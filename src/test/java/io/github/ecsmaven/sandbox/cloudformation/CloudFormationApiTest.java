package io.github.ecsmaven.sandbox.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.SdkClients;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** The rest of the API: look-ups, templates, parameters, drift, faults. */
class CloudFormationApiTest {
    private static final ObjectNode GROUP =
            CloudStory.single("AWS::Logs::LogGroup", "{\"LogGroupName\": \"/a\", \"RetentionInDays\": 7}");

    private final CloudStory story = new CloudStory();

    @AfterEach
    void close() {
        story.close();
    }

    @Test
    void aStackThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> story.cloud.describeStacks(r -> r.stackName("gone")))
                .isInstanceOfSatisfying(CloudFormationException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
                    assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("Stack with id gone does not exist");
                });
        assertThatThrownBy(() -> story.cloud.describeStackEvents(r -> r.stackName("gone")))
                .hasMessageContaining("Stack [gone] does not exist");
        story.cloud.deleteStack(r -> r.stackName("gone"));
        assertThat(story.cloud.describeStacks().stacks()).isEmpty();
    }

    @Test
    void aStackThatIsOnlyReviewedHasNoTagsYet() {
        Tag tag = Tag.builder().key("team").value("sales").build();
        String changeSet = story.changeSet(GROUP, true, r -> r.tags(tag));
        assertThat(story.stack().tags()).isEmpty();

        assertThat(story.execute(changeSet).tags()).containsExactly(tag);
    }

    @Test
    void driftOfOneResourceIsToldAtOnce() {
        story.create(GROUP);
        assertThat(story.cloud
                        .detectStackResourceDrift(r -> r.stackName("shop").logicalResourceId("Thing"))
                        .stackResourceDrift()
                        .stackResourceDriftStatusAsString())
                .isEqualTo("IN_SYNC");
        assertThatThrownBy(() -> story.cloud.detectStackResourceDrift(
                        r -> r.stackName("shop").logicalResourceId("Other")))
                .hasMessageContaining("Resource Other does not exist for stack");
    }

    @Test
    void aDeletedStackIsDescribedByItsIdAlone() {
        Stack stack = story.create(GROUP);
        story.delete();

        assertThat(story.cloud
                        .describeStacks(r -> r.stackName(stack.stackId()))
                        .stacks()
                        .get(0)
                        .deletionTime())
                .isNotNull();
        assertThat(story.cloud.describeStacks().stacks()).isEmpty();
        assertThat(story.create(GROUP).stackId()).isNotEqualTo(stack.stackId());
    }

    @Test
    void templatesAreAnsweredAsTheyWereSent() {
        story.create(CloudStory.shop());
        assertThat(story.cloud.getTemplate(r -> r.stackName("shop")).templateBody())
                .isEqualTo(CloudStory.shop().toString());
        String changeSet = story.changeSet(CloudStory.shop().put("Description", "<&>"), false, r -> {});
        assertThat(story.cloud.getTemplate(r -> r.changeSetName(changeSet)).templateBody())
                .contains("<&>");

        GetTemplateSummaryResponse summary = story.cloud.getTemplateSummary(r -> r.stackName("shop"));
        assertThat(summary.resourceTypes()).hasSize(15);
        assertThat(summary.capabilitiesAsStrings()).containsExactly("CAPABILITY_IAM");
        assertThat(story.cloud
                        .validateTemplate(r -> r.templateBody(CloudStory.shop().toString()))
                        .parameters())
                .extracting(one -> one.parameterKey(), one -> one.defaultValue())
                .containsExactly(tuple("Image", null), tuple("Retention", "30"));
        assertThatThrownBy(() -> story.cloud.validateTemplate(r -> r.templateBody("{")))
                .hasMessageContaining("JSON not well-formed");
    }

    @Test
    void parametersAreChecked() {
        assertThatThrownBy(() -> story.changeSet(CloudStory.shop(), true, r -> r.parameters(Set.of())))
                .hasMessageContaining("Parameters: [Image] must have values");
        Parameter other =
                Parameter.builder().parameterKey("Imgae").parameterValue("a").build();
        assertThatThrownBy(
                        () -> story.changeSet(CloudStory.shop(), true, r -> r.parameters(CloudStory.image("1"), other)))
                .hasMessageContaining("Parameters: [Imgae] do not exist in the template");
        Parameter word = Parameter.builder()
                .parameterKey("Retention")
                .parameterValue("a")
                .build();
        assertThatThrownBy(
                        () -> story.changeSet(CloudStory.shop(), true, r -> r.parameters(CloudStory.image("1"), word)))
                .hasMessageContaining("Parameter 'Retention' must be a number.");
    }

    @Test
    void parametersAndTemplateCanBeThoseOfBefore() {
        story.create(CloudStory.shop());
        Parameter before =
                Parameter.builder().parameterKey("Image").usePreviousValue(true).build();
        Parameter week = Parameter.builder()
                .parameterKey("Retention")
                .parameterValue("7")
                .build();
        String changeSet = story.changeSet(CloudStory.shop(), false, r -> r.templateBody(null)
                .usePreviousTemplate(true)
                .parameters(before, week));

        assertThat(story.execute(changeSet).parameters())
                .extracting(one -> one.parameterKey() + "=" + one.parameterValue())
                .containsExactly("Image=shop:1", "Retention=7");
    }

    @Test
    void whoeverOwnsAPhysicalIdIsFound() {
        story.create(GROUP);
        assertThat(story.cloud
                        .describeStackResources(r -> r.physicalResourceId("/a"))
                        .stackResources())
                .extracting(one -> one.stackName() + " " + one.logicalResourceId())
                .containsExactly("shop Thing");
        assertThatThrownBy(() -> story.cloud.describeStackResources(r -> r.physicalResourceId("/b")))
                .hasMessageContaining("Stack for /b does not exist");
    }

    @Test
    void driftIsDetected() {
        story.create(CloudStory.shop());
        assertThat(detected().stackDriftStatusAsString()).isEqualTo("IN_SYNC");

        story.ecs.updateService(r -> r.cluster("prod").service("shop").desiredCount(3));
        try (var logs = SdkClients.logs(story.sandbox)) {
            logs.deleteLogGroup(r -> r.logGroupName("/ecs/shop"));
        }
        DescribeStackDriftDetectionStatusResponse drifted = detected();
        assertThat(drifted.stackDriftStatusAsString()).isEqualTo("DRIFTED");
        assertThat(drifted.driftedStackResourceCount()).isEqualTo(2);
        assertThat(story.cloud
                        .describeStackResourceDrifts(r ->
                                r.stackName("shop").stackResourceDriftStatusFiltersWithStrings("MODIFIED", "DELETED"))
                        .stackResourceDrifts())
                .extracting(
                        one -> one.logicalResourceId(),
                        one -> one.stackResourceDriftStatusAsString(),
                        one -> one.propertyDifferences().toString())
                .containsExactly(
                        tuple("LogGroup", "DELETED", "[]"),
                        tuple(
                                "Service",
                                "MODIFIED",
                                "[PropertyDifference(PropertyPath=/DesiredCount, ExpectedValue=2, ActualValue=3,"
                                        + " DifferenceType=NOT_EQUAL)]"));
        assertThat(story.stack().driftInformation().stackDriftStatusAsString()).isEqualTo("DRIFTED");
    }

    private DescribeStackDriftDetectionStatusResponse detected() {
        String id = story.cloud.detectStackDrift(r -> r.stackName("shop")).stackDriftDetectionId();
        assertThat(story.cloud
                        .describeStackDriftDetectionStatus(r -> r.stackDriftDetectionId(id))
                        .detectionStatusAsString())
                .isEqualTo("DETECTION_IN_PROGRESS");
        story.pass(Duration.ofSeconds(1));
        return story.cloud.describeStackDriftDetectionStatus(r -> r.stackDriftDetectionId(id));
    }

    @Test
    void driftCanStandInTheWayOfAnUpdate() {
        story.create(GROUP);
        try (var logs = SdkClients.logs(story.sandbox)) {
            logs.deleteLogGroup(r -> r.logGroupName("/a"));
        }
        ObjectNode template = GROUP.deepCopy();
        CloudStory.properties(template, "Thing").put("RetentionInDays", 14);

        assertThat(story.update(template).stackStatusAsString()).isEqualTo("UPDATE_ROLLBACK_FAILED");
        assertThat(story.events())
                .anyMatch(event -> event.startsWith("Thing UPDATE_FAILED: Resource handler returned message: \"The"
                                + " specified log group does not exist. (Service: CloudWatchLogs, Status Code: 400")
                        && event.endsWith("HandlerErrorCode: NotFound)"));
    }

    @Test
    void throttlingAndUnknownActionsAreAnswered() {
        story.sandbox.faults().throttle("cloudformation:DescribeStacks", 1);
        assertThatThrownBy(() -> story.cloud.describeStacks())
                .isInstanceOfSatisfying(CloudFormationException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("Throttling");
                    assertThat(e.isThrottlingException()).isTrue();
                });
        assertThatThrownBy(() -> story.cloud.listExports())
                .hasMessageContaining("The sandbox does not implement cloudformation:ListExports.");
    }

    @Test
    void aTemplateMayBeAsLongAsItMayBe() {
        ObjectNode template = GROUP.deepCopy();
        template.putObject("Metadata").put("Padding", "");
        int room = 51_200 - template.toString().length();
        ((ObjectNode) template.path("Metadata")).put("Padding", "x".repeat(room));

        assertThat(story.create(template).stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        ((ObjectNode) template.path("Metadata")).put("Padding", "x".repeat(room + 1));
        assertThatThrownBy(() -> story.changeSet(template, false, r -> {}))
                .hasMessageContaining("Member must have length less than or equal to 51200");
    }

    @Test
    void anAnswerThatIsLostCanBeAskedForAgain() {
        String changeSet = story.changeSet(GROUP, true, r -> {});
        story.sandbox.faults().loseAnswer("cloudformation:ExecuteChangeSet", 1);
        assertThatThrownBy(() -> story.cloud.executeChangeSet(
                        r -> r.changeSetName(changeSet).clientRequestToken("mine")))
                .isInstanceOf(RuntimeException.class);
        story.cloud.executeChangeSet(r -> r.changeSetName(changeSet).clientRequestToken("mine"));
        assertThatThrownBy(() -> story.cloud.executeChangeSet(
                        r -> r.changeSetName(changeSet).clientRequestToken("other")))
                .hasMessageContaining("cannot be executed in its current execution status of [EXECUTE_");

        assertThat(story.rest().stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(story.cloud
                        .describeStackEvents(r -> r.stackName("shop"))
                        .stackEvents()
                        .get(0)
                        .clientRequestToken())
                .isEqualTo("mine");
    }
}
