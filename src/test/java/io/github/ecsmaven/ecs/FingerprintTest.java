package io.github.ecsmaven.ecs;

import static io.github.ecsmaven.ecs.FakeEcs.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.image.ImageReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** What the tag on a revision says about it, and what it must not make anybody believe. */
class FingerprintTest {
    private static final AwsAccount ACCOUNT = new AwsAccount("aws", "eu-west-1", "123456789012");
    private static final ImageReference ONE = ImageReference.parse("127.0.0.1:5000/shop:1@sha256:" + "1".repeat(64));
    private static final ImageReference TWO = ImageReference.parse("127.0.0.1:5000/shop:2@sha256:" + "2".repeat(64));
    private static final TaskDefinitionSource FILE =
            new TaskDefinitionSource.File(Path.of("src/test/resources/ecs/bare.json"));

    private final FakeEcs ecs = FakeEcs.running(FakeEcs.shop("shop:1"));

    @Test
    void theNormalFormOfThisVersionHashesToThis() {
        assertThat(NormalForm.of(FakeEcs.shop(ONE.toString()), ACCOUNT).hash())
                .as("another hash needs another Fingerprint.VERSION")
                .isEqualTo("885bfe64490e393e17fee76fbd10a5d80ac7cb91746d7491945b5ca298140553");
    }

    @Test
    void equalFormsHaveEqualHashesAndOthersNot() {
        RegisterTaskDefinitionRequest shop = FakeEcs.shop(ONE.toString());

        assertThat(hash(shop.toBuilder().cpu(".25 vCPU").memory("0.5 GB").build()))
                .isEqualTo(hash(shop));
        assertThat(hash(FakeEcs.shop(ONE.toString().replace("shop:1@", "shop:9@"))))
                .isEqualTo(hash(shop));
        assertThat(hash(shop.toBuilder().cpu("512").build())).isNotEqualTo(hash(shop));
        assertThat(hash(FakeEcs.shop(TWO.toString()))).isNotEqualTo(hash(shop));
        assertThat(hash(shop.toBuilder().family("other").build())).isNotEqualTo(hash(shop));
    }

    @Test
    void isATagThatAwsAccepts() {
        Tag tag = new Fingerprint("0".repeat(64), "f".repeat(64)).toTag();

        assertThat(tag.key()).isEqualTo("ecs-maven-plugin:spec");
        assertThat(tag.value()).matches("[0-9a-f:]{1,256}").startsWith("1:");
        assertThat(Fingerprint.in(List.of(tag))).contains(new Fingerprint("0".repeat(64), "f".repeat(64)));
    }

    @Test
    void whatAnotherVersionWroteSaysNothing() {
        String later = "2:" + "0".repeat(64) + ":" + "f".repeat(64);

        assertThat(Fingerprint.in(
                        List.of(Tag.builder().key(Fingerprint.TAG).value(later).build())))
                .isEmpty();
        assertThat(Fingerprint.in(List.of(
                        Tag.builder().key(Fingerprint.TAG).value("by hand").build())))
                .isEmpty();
    }

    @Test
    void aDefaultThatNobodyKnowsIsNoDifference() {
        ecs.filledIn = FingerprintTest::withADefaultOfTomorrow;
        deploy(FILE, ONE);

        assertThat(decide(FILE, ONE)).isInstanceOf(ServiceChange.Nothing.class);
    }

    @Test
    void withoutTheTagThatDefaultIsADifferenceWhichIsTold() {
        ecs.filledIn = FingerprintTest::withADefaultOfTomorrow;
        ecs.denying("TagResource");
        deploy(FILE, ONE);

        assertThat(decide(FILE, ONE))
                .isInstanceOfSatisfying(ServiceChange.Update.class, update -> assertThat(update.differences())
                        .extracting(FieldChange::path)
                        .containsExactly("containerDefinitions.app.stopTimeout"));
    }

    @Test
    void withoutTheTagTheFieldsDecide() {
        ecs.denying("TagResource");
        deploy(FILE, ONE);

        assertThat(decide(FILE, ONE)).isInstanceOf(ServiceChange.Nothing.class);
        assertThat(decide(FILE, TWO)).isInstanceOf(ServiceChange.Update.class);
    }

    @Test
    void anotherImageIsADifference() {
        deploy(FILE, ONE);

        assertThat(decide(FILE, TWO)).isInstanceOf(ServiceChange.Update.class);
    }

    /** As the console's "create new revision" and scripts do that hand on all that describe-task-definition prints. */
    @Test
    void aTagThatWasCopiedToAnotherRevisionProvesNothingThere() {
        deploy(FILE, ONE);
        List<UnaryOperator<ContainerDefinition.Builder>> changesByHand = List.of(
                app -> app.image(TWO.toString()),
                app -> app.environment(it -> it.name("LEVEL").value("debug")),
                app -> app.privileged(true),
                app -> app.stopTimeout(5),
                app -> app.command("sleep", "infinity"));

        for (UnaryOperator<ContainerDefinition.Builder> change : changesByHand) {
            RegisterTaskDefinitionRequest running = ecs.registered.get(ecs.service.taskDefinition());
            assertThat(running.tags()).extracting(Tag::key).contains(Fingerprint.TAG);
            ContainerDefinition app = change.apply(running.containerDefinitions().get(0).toBuilder())
                    .build();
            ecs.begin(ecs.register(running.toBuilder().containerDefinitions(app).build()), TestClock.START);
            ecs.succeed();

            assertThat(decide(FILE, ONE))
                    .as("%s", app)
                    .isInstanceOfSatisfying(ServiceChange.Update.class, update -> assertThat(update.differences())
                            .isNotEmpty());
            deploy(FILE, ONE);
        }
    }

    @Test
    void aTagThatWasCopiedToTheSameContentIsStillTrue() {
        ecs.filledIn = FingerprintTest::withADefaultOfTomorrow;
        deploy(FILE, ONE);
        ecs.begin(ecs.register(ecs.registered.get(ecs.service.taskDefinition())), TestClock.START);
        ecs.succeed();

        assertThat(decide(FILE, ONE)).isInstanceOf(ServiceChange.Nothing.class);
    }

    @Test
    void isNotHandedOnToTheNextRevision() {
        deploy(FILE, ONE);

        NewRevision next = compose(new TaskDefinitionSource.RunsNow(), TWO);

        assertThat(next.definition().tags()).extracting(Tag::key).doesNotContain(Fingerprint.TAG);
    }

    @Test
    void doingNothingTakesThreeCallsAndWithAFamilyAtMostFour() {
        deploy(FILE, ONE);

        ecs.calls.clear();
        assertThat(decide(new TaskDefinitionSource.RunsNow(), ONE)).isInstanceOf(ServiceChange.Nothing.class);
        assertThat(ecs.calls)
                .extracting(EcsWorld.Call::action)
                .containsExactly("DescribeServices", "DescribeTaskDefinition", "ListServiceDeployments");

        ecs.calls.clear();
        assertThat(decide(FILE, ONE)).isInstanceOf(ServiceChange.Nothing.class);
        assertThat(ecs.calls)
                .extracting(EcsWorld.Call::action)
                .containsExactly("DescribeServices", "DescribeTaskDefinition", "ListServiceDeployments");

        ecs.register(ecs.registered.get(ecs.service.taskDefinition()));
        ecs.calls.clear();
        assertThat(decide(new TaskDefinitionSource.Family("shop"), ONE)).isInstanceOf(ServiceChange.Nothing.class);
        assertThat(ecs.calls).hasSize(4);
    }

    private static TaskDefinition withADefaultOfTomorrow(TaskDefinition shown) {
        return shown.toBuilder()
                .containerDefinitions(shown.containerDefinitions().stream()
                        .map(it -> it.stopTimeout() == null
                                ? it.toBuilder().stopTimeout(30).build()
                                : it)
                        .toList())
                .build();
    }

    private static String hash(RegisterTaskDefinitionRequest definition) {
        return NormalForm.of(definition, ACCOUNT).hash();
    }

    private void deploy(TaskDefinitionSource source, ImageReference image) {
        TaskDefinitionArn revision = new TaskDefinitions(ecs).register(compose(source, image));
        ecs.begin(revision.value(), TestClock.START);
        ecs.succeed();
    }

    private NewRevision compose(TaskDefinitionSource source, ImageReference image) {
        return compose(new Services(ecs).describe(SHOP), source, image);
    }

    private NewRevision compose(RunningService service, TaskDefinitionSource source, ImageReference image) {
        TaskDefinitions definitions = new TaskDefinitions(ecs);
        return definitions.compose(
                definitions.read(source, service), new RevisionRequest(RevisionSettings.NONE, image, Map.of()));
    }

    private ServiceChange decide(TaskDefinitionSource source, ImageReference image) {
        RunningService service = new Services(ecs).describe(SHOP);
        return new ServiceChanges(ecs).decide(service, compose(service, source, image), DeploymentSettings.defaults());
    }
}
