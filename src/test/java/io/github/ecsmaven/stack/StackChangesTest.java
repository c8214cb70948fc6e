package io.github.ecsmaven.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.stack.ResourceChange.Action;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** What has to happen to a stack, found out on the sandbox's CloudFormation. */
class StackChangesTest {
    private static final StackSettings SETTINGS = StackSettings.defaults();
    private static final String NAME = "shop-orders";

    private final StackWorld world = new StackWorld();
    private final Blueprints pieces = new Blueprints();
    private final StackEars ears = new StackEars();

    @AfterEach
    void close() {
        world.close();
    }

    private StackRequest request() {
        return StackRequest.of(pieces.blueprint());
    }

    private StackChange decide() {
        return world.account.changes().decide(request());
    }

    private StackOutcome deploy() {
        return world.account.deployer().execute(decide(), SETTINGS, ears);
    }

    private StackChange.Update update() {
        return (StackChange.Update) decide();
    }

    private ResourceChange change(StackChange.Update update, String logicalId) {
        return update.changeSet().changes().stream()
                .filter(one -> one.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow(() -> new AssertionError(update.changeSet().changes()));
    }

    private int changeSets() {
        return world.cloud.listChangeSets(r -> r.stackName(NAME)).summaries().size();
    }

    @Test
    void aStackThatIsNotThereIsCreatedAndNothingIsMadeToKnowThat() {
        assertThat(world.account.changes().preview(request())).isInstanceOf(StackChange.Create.class);
        assertThat(world.cloud.describeStacks().stacks()).isEmpty();

        StackOutcome outcome = deploy();
        assertThat(outcome.end()).isEqualTo(StackEnd.CREATED);
        assertThat(outcome.stack().output(StackOutput.URL)).contains("http://127.0.0.1/");
        assertThat(ears.heard)
                .startsWith("follow: CREATE_IN_PROGRESS", "shop-orders CREATE_IN_PROGRESS")
                .contains("Service CREATE_COMPLETE")
                .endsWith("shop-orders CREATE_COMPLETE", "ended: CREATED")
                .containsOnlyOnce("Service CREATE_COMPLETE");
    }

    @Test
    void theSameAgainWithAnotherCommitIsNothingAndNeedsNoChangeSet() {
        deploy();
        world.sandbox.requestLog().clear();
        pieces.tags = StackTags.of("shop", "orders", "com.example:orders:1.1", Optional.of("9d1b7aa"));

        assertThat(decide()).isInstanceOf(StackChange.Nothing.class);
        assertThat(world.sandbox.requestLog().operations())
                .containsExactly("cloudformation:DescribeStacks", "cloudformation:GetTemplate");
        assertThat(deploy().end()).isEqualTo(StackEnd.UNCHANGED);
    }

    @Test
    void whatAnImageWasMadeOfIsNoReasonToChangeAnything() {
        pieces.recorded = Map.of(StackTags.CONTENT + "orders", "1.one");
        deploy();
        pieces.recorded = Map.of(StackTags.CONTENT + "orders", "1.two", StackTags.CONTENT + "orders.2", "more");

        assertThat(decide()).isInstanceOf(StackChange.Nothing.class);
    }

    @Test
    void anotherImageIsARevisionAndAServiceThatChangesFieldByField() {
        deploy();
        pieces.image = ImageReference.parse("orders:2");
        pieces.tags = StackTags.of("shop", "orders", "com.example:orders:1.1", Optional.of("9d1b7aa"));
        StackChange.Update update = update();

        ResourceChange revision = change(update, "TaskDefinition");
        assertThat(revision.action()).isEqualTo(Action.REPLACE);
        assertThat(revision.retained()).isTrue();
        assertThat(revision.properties()).singleElement().satisfies(field -> {
            assertThat(field.path()).isEqualTo("ContainerDefinitions.0.Image");
            assertThat(field.before().orElseThrow()).contains("orders:1.0");
            assertThat(field.after()).contains("orders:2");
            assertThat(field.replaces()).isTrue();
        });
        assertThat(change(update, "Service").action()).isEqualTo(Action.CHANGE);
        assertThat(update.changeSet().changes())
                .extracting(ResourceChange::logicalId)
                .as("what has only other tags is left out")
                .doesNotContain("LogGroup", "ExecutionRole", "LoadBalancer");
        assertThat(update.changeSet().losses()).isEmpty();
        assertThat(changeSets()).isEqualTo(2);
        world.account.changes().discard(update);
        assertThat(changeSets()).isEqualTo(1);
    }

    @Test
    void aPreviewLeavesNoChangeSetBehind() {
        deploy();
        pieces.image = ImageReference.parse("orders:2");
        assertThat(world.account.changes().preview(request())).isInstanceOf(StackChange.Update.class);

        assertThat(changeSets()).isEqualTo(1);
    }

    @Test
    void valuesOfVariablesAreNotTold() {
        pieces.environment = Map.of("GREETING", "hello");
        deploy();
        pieces.environment = Map.of("GREETING", "s3cret");

        assertThat(change(update(), "TaskDefinition").properties())
                .singleElement()
                .satisfies(field -> {
                    assertThat(field.path()).contains("Environment");
                    assertThat(field.toString()).doesNotContain("hello", "s3cret");
                });
    }

    @Test
    void tagsThatThePomSetsAreAnUpdate() {
        deploy();
        pieces.tags.put("team", "sales");
        StackOutcome outcome = deploy();

        assertThat(outcome.end()).isEqualTo(StackEnd.UPDATED);
        assertThat(outcome.stack().tags()).containsEntry("team", "sales");
        assertThat(decide()).isInstanceOf(StackChange.Nothing.class);
    }

    @Test
    void aLoadBalancerThatWouldBeReplacedNeedsToBeAllowed() {
        deploy();
        pieces.balancing = new LoadBalancing.NewLoadBalancer(
                LoadBalancing.ListenerSettings.HTTP, Blueprints.HEALTH, true, List.of(), List.of());
        StackChange.Update update = update();

        assertThat(change(update, "LoadBalancer").isLoss()).isTrue();
        assertThatThrownBy(() -> world.account.deployer().execute(update, SETTINGS, ears))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("LoadBalancer (arn:")
                .hasMessageContaining("is replaced for")
                .hasMessageContaining("Scheme internet-facing → internal")
                .hasMessageContaining("-Decs.allowReplacement");
        assertThat(changeSets()).as("it is discarded").isEqualTo(1);
        assertThat(world.describe(NAME).stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void aLogGroupThatWouldGoNeedsToBeAllowedToo() {
        deploy();
        pieces.logGroup = new LogGroup.Existing("/ecs/others");
        StackChange.Update update = update();

        assertThat(update.changeSet().losses())
                .extracting(ResourceChange::logicalId)
                .containsExactly("LogGroup");
        assertThatThrownBy(() -> update.requireAllowed(SETTINGS))
                .hasMessageContaining("LogGroup (/ecs/orders) is deleted");
        update.requireAllowed(new StackSettings(true, StackSettings.DEFAULT_WAIT));
    }

    @Test
    void aStackOfSomebodyElseIsRefused() {
        world.create(NAME, pieces.blueprint());

        assertThatThrownBy(this::decide)
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("There is a stack 'shop-orders' in eu-west-1 already")
                .hasMessageContaining("has no tag ecs-maven-plugin:service");
        assertThatThrownBy(() -> world.account.deployer().removal(NAME, "shop/orders"))
                .hasMessageContaining("nothing of it is changed or deleted");
    }

    @Test
    void aStackOfAnotherServiceIsRefused() {
        deploy();
        pieces.tags = StackTags.of("shop", "carts", "com.example:orders:1.0", Optional.empty());

        assertThatThrownBy(this::decide).hasMessageContaining("it is that of shop/orders");
    }

    @Test
    void aStackInWhichAChangeSetOfOursWasNeverExecutedIsMadeAnew() {
        interruptedCreation("ecs-maven-plugin-1");
        assertThat(decide()).isInstanceOf(StackChange.Recreate.class);

        assertThat(deploy().end()).isEqualTo(StackEnd.CREATED);
        assertThat(ears.heard).startsWith("removing leftover in REVIEW_IN_PROGRESS");
    }

    @Test
    void aStackInWhichSomebodyElseReviewsAChangeSetIsRefused() {
        interruptedCreation("their-change");

        assertThatThrownBy(this::decide).hasMessageContaining("this plugin has not made it");
    }

    private void interruptedCreation(String changeSet) {
        StackRequest request = request();
        world.cloud.createChangeSet(r -> r.stackName(NAME)
                .changeSetName(changeSet)
                .changeSetType("CREATE")
                .templateBody(request.template())
                .capabilities(Capability.CAPABILITY_NAMED_IAM)
                .tags(request.tags().entrySet().stream()
                        .map(it -> Tag.builder()
                                .key(it.getKey())
                                .value(it.getValue())
                                .build())
                        .toList()));
    }

    @Test
    void aNameThatIsTakenIsSaidBeforeAnythingIsMade() {
        world.sandbox.logs().seedGroup("/ecs/orders");

        assertThatThrownBy(this::deploy)
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("LogGroup (AWS::Logs::LogGroup): Resource of type")
                .hasMessageContaining("already exists")
                .hasMessageContaining("Name what exists in the POM");
        assertThat(world.cloud.describeStacks().stacks())
                .as("no stack stays in review")
                .isEmpty();
    }
}
