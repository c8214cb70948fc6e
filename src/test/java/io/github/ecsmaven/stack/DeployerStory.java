package io.github.ecsmaven.stack;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.sandbox.cloudformation.StackFaults;
import io.github.ecsmaven.sandbox.ecs.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The service orders in a stack of a sandbox, deployed as a run of this plugin would. */
abstract class DeployerStory {
    static final StackSettings SETTINGS = StackSettings.defaults();
    static final String NAME = "shop-orders";
    static final String OWNER = "shop/orders";

    final StackWorld world = new StackWorld();
    final StackFaults faults = world.sandbox.cloudFormation().faults();
    final Blueprints pieces = new Blueprints();
    final StackEars ears = new StackEars();

    @AfterEach
    void close() {
        world.close();
    }

    StackChange decide() {
        return world.account.changes().decide(StackRequest.of(pieces.blueprint()));
    }

    StackOutcome deploy() {
        return deploy(SETTINGS);
    }

    StackOutcome deploy(StackSettings settings) {
        return world.account.deployer().execute(decide(), settings, ears);
    }

    StackFailedException failure() {
        return failure(SETTINGS);
    }

    StackFailedException failure(StackSettings settings) {
        return catchThrowableOfType(StackFailedException.class, () -> deploy(settings));
    }

    StackFailedException failureOfRemoval() {
        Removal removal = world.account.deployer().removal(NAME, OWNER).orElseThrow();
        return catchThrowableOfType(
                StackFailedException.class, () -> world.account.deployer().remove(removal, SETTINGS, ears));
    }

    String status() {
        return world.describe(NAME).stackStatusAsString();
    }

    void crash(String image) {
        pieces.image = ImageReference.parse(image);
        world.tasks.whenImageContains(image, Behaviour.exitsAfter(Duration.ofMillis(100), 1));
    }

    /** What is left when this plugin is killed: CloudFormation is at work. */
    void killed(StackChange change) {
        world.account.deployer().begin(change, SETTINGS, new StackEars());
        world.pass(Duration.ofSeconds(1));
    }
}
