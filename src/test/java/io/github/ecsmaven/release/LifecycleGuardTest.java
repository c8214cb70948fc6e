package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ecs.ImageSearch;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose images a lifecycle policy would take. */
class LifecycleGuardTest extends LifecycleScenario {
    @Test
    void anImageThatAServiceRunsIsNotTaken() {
        String old = image(3, "1.0");
        image(1, "1.1");
        ordersRuns(name(old));

        LifecycleOutlook outlook = look(question(KEEP_ONE));

        assertThat(outlook.risks())
                .containsExactly(shortened(old) + " (1.0) expires now by rule 1 (of all images, all but the newest one"
                        + " expire); service 'orders' in cluster 'prod' runs it");
        assertThatThrownBy(() -> require(outlook))
                .hasMessageContaining("The lifecycle policy for ECR repository 'shop' takes images that are in use")
                .hasMessageContaining("The policy was not put.")
                .hasMessageContaining("service 'orders' in cluster 'prod' runs it")
                .hasMessageContaining("-Decs.onReferencedImages=warn");
        assertThatCode(() -> outlook.require(OnReferencedImages.WARN, OptionalInt.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void anImageThatAServiceWouldGoBackToIsNotTaken() {
        String before = image(3, "1.0");
        ordersRuns(name(before));
        ordersIsUpdatedTo(name(image(1, "1.1")));

        assertThat(look(question(KEEP_ONE)).risks())
                .singleElement()
                .asString()
                .startsWith(shortened(before))
                .endsWith("; service 'orders' in cluster 'prod' would go back to it");
    }

    @Test
    void anImageOfTheSameRevisionBeforeAForcedDeploymentIsAWayBackToo() {
        String before = image(3, "1.0");
        ordersRuns(sandbox.registry() + "/shop:1.0");
        image(1, "1.0");
        ecs.updateService(r -> r.cluster("prod").service("orders").forceNewDeployment(true));
        clock.advance(Duration.ofMinutes(2));

        assertThat(look(question(KEEP_ONE)).risks())
                .singleElement()
                .asString()
                .startsWith(shortened(before) + " (untagged)")
                .endsWith("would go back to it");
    }

    @Test
    void anImageThatATaskRunsIsNotTaken() {
        String old = image(3, "1.0");
        image(1, "1.1");
        String batch = world().seedTaskDefinition(definition("batch", name(old)));
        ecs.runTask(r -> r.cluster("prod")
                .taskDefinition(batch)
                .launchType("FARGATE")
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0a1b2c3d4e5f67890"))));
        clock.advance(Duration.ofMinutes(1));

        assertThat(look(question(KEEP_ONE)).risks())
                .singleElement()
                .asString()
                .startsWith(shortened(old))
                .matches(".*; task [0-9a-f]{32} in cluster 'prod' runs it");
    }

    @Test
    void anImageOfARevisionThatIsKeptIsNotTaken() {
        String first = image(4, "1.0");
        String second = image(3, "1.1");
        ordersRuns(name(first));
        ordersIsUpdatedTo(sandbox.registry() + "/shop:1.1");
        ordersIsUpdatedTo(name(image(1, "1.2")));
        ordersIsUpdatedTo(name(image(0, "1.3")));

        assertThat(look(question(KEEP_TWO)).risks()).isEmpty();

        search = new ImageSearch(List.of(), List.of(ORDERS), OptionalInt.of(3));
        assertThat(look(question(KEEP_TWO)).risks())
                .singleElement()
                .asString()
                .startsWith(shortened(second) + " (1.1)")
                .endsWith("; revision orders:2 names it, which is kept");
    }

    @Test
    void anImageOfAnIndexGoesWithItsLastIndex() {
        String child = image(9);
        String index = index("1.0", child);
        clock.advance(Duration.ofMinutes(1));
        sandbox.ecr().seedImage("shop", clock.instant(), "1.1");
        ordersRuns(name(child));

        assertThat(look(question(KEEP_ONE)).risks())
                .singleElement()
                .asString()
                .startsWith(shortened(index) + " (1.0)")
                .endsWith("service 'orders' in cluster 'prod' runs it");
        assertThat(look(question(KEEP_TWO)).isQuiet()).isTrue();
        index("also", child);
        assertThat(look(question(KEEP_TWO)).risks()).isEmpty();
    }

    @Test
    void anImageThatGoesInThirtyDaysIsNotTakenEither() {
        String running = image(5, "1.0");
        ordersRuns(name(running));

        LifecycleOutlook outlook = look(question(A_FORTNIGHT));

        assertThat(outlook.now()).isEmpty();
        assertThat(outlook.inAWeek()).isEmpty();
        assertThat(outlook.inAMonth()).hasSize(1);
        assertThat(outlook.risks()).singleElement().asString().contains("expires in 9 days by rule 1");
        assertThatThrownBy(() -> require(outlook)).hasMessageContaining("The policy was not put.");
    }

    @Test
    void whatThePushItselfWouldPushOutIsSeenBeforeIt() {
        String running = image(3, "1.0");
        image(1, "1.1");
        ordersRuns(name(running));
        isInForce(KEEP_TWO);

        LifecycleOutlook outlook = look(question(KEEP_TWO).beforePush(List.of(new Tag("1.2"))));

        assertThatThrownBy(() -> require(outlook))
                .hasMessageContaining("Nothing was pushed.")
                .hasMessageContaining(shortened(running) + " (1.0) expires now by rule 1");
        assertThat(look(question(KEEP_TWO).beforePush(List.of(new Tag("1.1")))).isQuiet())
                .isTrue();
    }

    @Test
    void whatIsAboutToBeDeployedHasToStay() {
        ImageReference next = ImageReference.parse(sandbox.registry() + "/shop:1.0");
        LifecycleQuestion question = question(A_FORTNIGHT)
                .beforePush(List.of(new Tag("1.0"), new Tag("c-1")))
                .deploying(next);
        world().seedService("prod", "orders", definition("orders", "nginx:1"), 0);

        assertThat(look(question).risks())
                .containsExactly(
                        "the image that is to be pushed (1.0, c-1) expires in 14 days by rule 1 (all images expire 14"
                                + " days after their push); service 'orders' in cluster 'prod' is about to get it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging", "*"})
    void otherClustersAreLookedAtToo(String cluster) {
        String old = image(3, "1.0");
        ordersRuns(name(image(1, "1.1")));
        world().seedCluster("staging");
        world().seedService("staging", "billing", definition("billing", name(old)), 1);
        assertThat(look(question(KEEP_ONE)).risks()).isEmpty();

        search = new ImageSearch(List.of(cluster), List.of(ORDERS), OptionalInt.empty());

        assertThat(look(question(KEEP_ONE)).risks())
                .singleElement()
                .asString()
                .endsWith("service 'billing' in cluster 'staging' runs it");
    }

    @Test
    void amongManyServicesTheWayBackIsLookedUpOfThoseThatRunImagesOfTheRepository() {
        String old = image(3, "1.0");
        image(1, "1.1");
        ordersRuns(name(old));
        sandbox.ecr().createRepository("other");
        sandbox.ecr().seedImage("other", NOW, "1");
        for (int number = 1; number <= 12; number++) {
            world().seedService("prod", "other-" + number, definition("other", sandbox.registry() + "/other:1"), 1);
        }

        assertThat(look(question(KEEP_ONE)).risks())
                .singleElement()
                .asString()
                .endsWith("service 'orders' in cluster 'prod' runs it");
        assertThat(asked("ecs")).containsOnlyOnce("ecs:ListServices", "ecs:ListTasks", "ecs:ListServiceDeployments");
    }
}
